import type { ReactNode } from 'react';

/** The box beside the pointer. */
export function ChartTooltip({ children }: { children: ReactNode }) {
  return (
    <div className="max-w-72 rounded-lg border border-line bg-raised px-3 py-2 text-xs shadow-high">
      {children}
    </div>
  );
}
