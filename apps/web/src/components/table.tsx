import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

export interface TableColumn {
  label: ReactNode;
  align?: 'right';
  /** Below this width the column is left out; its cells need the same classes, too. */
  from?: 'md' | 'lg';
  /** The label is for screen readers alone. */
  unseen?: boolean;
}

/** Classes of a cell whose column is left out on smaller screens. */
export const hiddenBelow = { md: 'hidden md:table-cell', lg: 'hidden lg:table-cell' } as const;

interface TableProps {
  caption: string;
  columns: readonly TableColumn[];
  children: ReactNode;
}

/** A framed table for a few dozen rows at most: settings, lists of rules. The first cell of a row has pl-4. */
export function Table({ caption, columns, children }: TableProps) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead className="bg-sunken text-xs text-muted">
          <tr className="h-8 border-b border-line">
            {columns.map(({ label, align, from, unseen = false }, i) => (
              <th
                key={i}
                scope="col"
                className={cn(
                  'px-3 font-medium whitespace-nowrap first:pl-4',
                  align === 'right' && 'text-right',
                  from !== undefined && hiddenBelow[from],
                )}
              >
                {unseen ? <span className="sr-only">{label}</span> : label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return (
    <tr
      className={cn('border-b border-line align-top last:border-b-0 hover:bg-hover/60', className)}
      {...props}
    />
  );
}
