import { cn } from './cn.ts';

/** A mirror on its stand that flashes the sun; beside text, so without a name of its own. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" fill="none" aria-hidden className={cn('size-5', className)}>
      <g className="stroke-ink" strokeWidth="1.75" strokeLinecap="round">
        <ellipse cx="7.5" cy="8.5" rx="6.2" ry="3.4" transform="rotate(48 7.5 8.5)" />
        <path d="M7.5 15v3.5M4 18.9h7" />
      </g>
      <path
        d="M15.6.4c.3 2.7 1.3 3.7 4 4-2.7.3-3.7 1.3-4 4-.3-2.7-1.3-3.7-4-4 2.7-.3 3.7-1.3 4-4Z"
        className="fill-accent"
      />
    </svg>
  );
}

export function Logo({ className }: { className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2 text-base font-semibold tracking-tight', className)}>
      <LogoMark />
      Heliograph
    </span>
  );
}
