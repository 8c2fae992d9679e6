import type { ReactNode } from 'react';
import { cn } from './cn.ts';

/** A few figures side by side, in a frame. */
export function Figures({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <dl
      className={cn(
        'grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-4',
        className,
      )}
    >
      {children}
    </dl>
  );
}

/** One of them: what it is, how much, and a word beside. */
export function Figure({ label, value, note }: { label: string; value: ReactNode; note?: ReactNode }) {
  return (
    <div className="min-w-0 bg-surface px-4 py-3 max-sm:px-3 max-sm:py-2">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="mt-0.5 text-lg font-medium text-ink tabular-nums">
        {value}
        {note !== undefined && (
          <span data-note className="block text-xs font-normal text-pretty text-muted">
            {note}
          </span>
        )}
      </dd>
    </div>
  );
}
