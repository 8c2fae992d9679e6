import { cn } from './cn.ts';

/** The mirror of a heliograph with a flash of the sun; beside text, so without a name of its own. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" fill="none" aria-hidden className={cn('size-5', className)}>
      <circle cx="8" cy="12" r="6" className="stroke-ink" strokeWidth="1.75" />
      <path d="M4.8 15.2 12 8" className="stroke-ink" strokeWidth="1.75" strokeLinecap="round" />
      <path
        d="M15.2.6c.25 2.5 1.3 3.6 4.2 4.2-2.9.6-3.95 1.7-4.2 4.2-.25-2.5-1.3-3.6-4.2-4.2 2.9-.6 3.95-1.7 4.2-4.2Z"
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
