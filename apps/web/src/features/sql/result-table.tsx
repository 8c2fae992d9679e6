'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { SqlResult } from '@heliograph/contracts/sql';
import { cn } from '../../components/cn.ts';
import { cellText, columnWidths, isNumeric, type ResultSort, sortRows } from './prepare-result.ts';

const ROW_PX = 29;

/** The rows of a result; only those in sight are in the page. Heads sort what is here. */
export function ResultTable({ result }: { result: SqlResult }) {
  const { columns, rows } = result;
  const [sort, setSort] = useState<ResultSort | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const order = useMemo(() => sortRows(result, sort), [result, sort]);
  const widths = useMemo(() => columnWidths(result), [result]);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions go to no memoized component
  const virtual = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const shown = virtual.getVirtualItems();
  const above = shown[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);

  const toggle = (column: number): void =>
    setSort((last) => {
      if (last?.column !== column) return { column, direction: 'asc' };
      return last.direction === 'asc' ? { column, direction: 'desc' } : null;
    });

  return (
    <div
      ref={scroller}
      role="region"
      aria-label="Rows of the result"
      // Scrolled by the keyboard.
      tabIndex={0}
      className="max-h-[60vh] min-h-32 overflow-auto rounded-lg border border-line bg-surface"
    >
      <table
        aria-rowcount={order.length + 1}
        className="border-collapse text-left font-mono text-xs"
        style={{
          tableLayout: 'fixed',
          width: `max(100%, ${widths.reduce((sum, width) => sum + width + 4, 0)}ch)`,
        }}
      >
        <caption className="sr-only">Result of the statement</caption>
        <colgroup>
          {widths.map((width, at) => (
            <col key={at} style={{ width: `${width + 4}ch` }} />
          ))}
        </colgroup>
        <thead className="sticky top-0 z-10 bg-sunken font-sans">
          <tr className="h-8 border-b border-line" aria-rowindex={1}>
            {columns.map((column, at) => (
              <th
                key={at}
                scope="col"
                aria-sort={
                  sort?.column === at ? (sort.direction === 'asc' ? 'ascending' : 'descending') : undefined
                }
                className="p-0 font-medium"
              >
                <button
                  type="button"
                  title={`${column.name}: ${column.type}`}
                  onClick={() => toggle(at)}
                  className={cn(
                    'flex h-8 w-full items-center gap-1 px-3 font-medium text-muted hover:text-ink focus-visible:-outline-offset-2',
                    isNumeric(column) && 'justify-end',
                  )}
                >
                  <span className="truncate">{column.name}</span>
                  {sort?.column === at &&
                    (sort.direction === 'asc' ? (
                      <ArrowUp aria-hidden className="size-3 shrink-0" />
                    ) : (
                      <ArrowDown aria-hidden className="size-3 shrink-0" />
                    ))}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <Space height={above} columns={columns.length} />}
          {shown.map(({ index }) => {
            const row = rows[order[index] ?? 0] ?? [];
            return (
              <tr
                key={index}
                aria-rowindex={index + 2}
                className="border-b border-line hover:bg-hover/60"
                style={{ height: ROW_PX }}
              >
                {columns.map((column, at) => (
                  <Cell key={at} value={row[at]} numeric={isNumeric(column)} />
                ))}
              </tr>
            );
          })}
          {below > 0 && <Space height={below} columns={columns.length} />}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ value, numeric }: { value: unknown; numeric: boolean }) {
  const text = cellText(value);
  return (
    <td
      title={text !== null && text.length > 24 ? text : undefined}
      className={cn('truncate px-3 font-mono text-xs', numeric && 'text-right tabular-nums')}
    >
      {text === null ? <span className="text-faint italic">null</span> : text}
    </td>
  );
}

/** In the place of rows that are out of sight. */
function Space({ height, columns }: { height: number; columns: number }) {
  return (
    <tr aria-hidden style={{ height }}>
      <td colSpan={columns} />
    </tr>
  );
}
