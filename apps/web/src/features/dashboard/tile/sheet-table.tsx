'use client';
import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import { cn } from '../../../components/cn.ts';
import type { Pick } from '../drill/pick.ts';
import type { Sheet, SheetCell } from '../prepare/sheet.ts';

export interface SheetOrder {
  metric: number;
  direction: 'asc' | 'desc';
  by: (metric: number) => void;
}

interface SheetTableProps {
  caption: string;
  sheet: Sheet;
  hrefOf: (pick: Pick) => string | null;
  order?: SheetOrder | undefined;
}

/** Rows that are shown at most: files have them all. */
const MOST_ROWS = 1_000;

/** A chart's values as a table; the first cell of a row leads to its requests. */
export function SheetTable({ caption, sheet, hrefOf, order }: SheetTableProps) {
  const { columns, rows } = sheet;
  return (
    // It scrolls, so it has to take the focus.
    <div tabIndex={0} role="region" aria-label={caption} className="-mx-3 min-h-0 grow overflow-auto px-3">
      <table className="w-full border-collapse text-left text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 z-1 bg-surface text-xs text-muted">
          <tr className="h-7 border-b border-line">
            {columns.map(({ label, figure, metric }, at) => {
              const sorted = order !== undefined && metric === order.metric ? order.direction : null;
              return (
                <th
                  key={at}
                  scope="col"
                  aria-sort={sorted === null ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
                  className={cn(
                    'px-2 font-medium whitespace-nowrap first:pl-0 last:pr-0',
                    figure && 'text-right',
                  )}
                >
                  {order !== undefined && metric !== undefined ? (
                    <button
                      type="button"
                      onClick={() => order.by(metric)}
                      className={cn(
                        'inline-flex items-center gap-1 rounded-sm hover:text-ink',
                        sorted !== null && 'text-ink',
                      )}
                    >
                      {sorted === 'desc' && <ArrowDown aria-hidden className="size-3" />}
                      {sorted === 'asc' && <ArrowUp aria-hidden className="size-3" />}
                      {label}
                    </button>
                  ) : (
                    label
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map(({ cells, pick }, row) => (
            <tr key={row} className="h-8 border-b border-line last:border-b-0 hover:bg-hover/60">
              {cells.map((cell, at) => (
                <SheetCellView
                  key={at}
                  cell={cell}
                  figure={columns[at]?.figure ?? false}
                  href={at === 0 && pick !== null ? hrefOf(pick) : null}
                  isHead={at === 0}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_ROWS && (
        <p className="py-2 text-xs text-muted">The first {MOST_ROWS} rows; the CSV file has all of them.</p>
      )}
    </div>
  );
}

interface SheetCellViewProps {
  cell: SheetCell;
  figure: boolean;
  href: string | null;
  isHead: boolean;
}

function SheetCellView({ cell, figure, href, isHead }: SheetCellViewProps) {
  const classes = cn(
    'relative px-2 first:pl-0 last:pr-0',
    figure ? 'text-right whitespace-nowrap tabular-nums' : 'max-w-0 w-1/2',
  );
  const text =
    href === null ? (
      cell.text
    ) : (
      <Link href={href} title={cell.text} className="block truncate font-medium text-ink hover:underline">
        {cell.text}
        <span className="sr-only">: show these requests</span>
      </Link>
    );
  if (isHead) {
    return (
      <th scope="row" className={cn(classes, 'truncate font-normal text-ink')}>
        {text}
      </th>
    );
  }
  return (
    <td className={cn(classes, 'text-ink')}>
      {cell.share !== undefined && (
        <span
          aria-hidden
          className="absolute inset-y-1.5 right-1 rounded-sm bg-chart-1 opacity-15"
          style={{ width: `calc(${Math.max(0, Math.min(1, cell.share)) * 100}% - 4px)` }}
        />
      )}
      <span className="relative">{text}</span>
    </td>
  );
}
