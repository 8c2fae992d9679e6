import type { ReactNode } from 'react';

interface RowsSkeletonProps {
  /** For screen readers: what is being loaded. */
  label: string;
  rows: number;
  /** One row's cells. */
  children: ReactNode;
}

/** In the place of a list until its first page has come: the height of its head and of its rows. */
export function RowsSkeleton({ label, rows, children }: RowsSkeletonProps) {
  return (
    <div role="status" className="grow overflow-hidden border-t border-line">
      <span className="sr-only">{label}</span>
      <div className="h-8 border-b border-line max-lg:hidden" />
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-11.25 items-center gap-6 border-b border-line px-5">
          {children}
        </div>
      ))}
    </div>
  );
}
