'use client';
import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type MouseEvent, type ReactNode, useRef } from 'react';
import { cn } from '../../components/cn.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { Select } from '../../components/select.tsx';
import { useMedia } from '../requests/table/use-media.ts';
import { useListKeys } from './use-list-keys.ts';
import type { ListOrder } from './use-list-order.ts';

export interface ListColumn<Row, Order extends string> {
  id: string;
  label: string;
  /** What its head orders by. */
  order?: Order;
  align?: 'right';
  /** Width, and from which page width on it is shown. */
  className?: string;
  cell: (row: Row) => ReactNode;
}

interface ListTableProps<Row, Order extends string> {
  label: string;
  /** The first one links to the row's page. */
  columns: readonly ListColumn<Row, Order>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  href: (row: Row) => string;
  /** What a row is called by its link, where its first cell doesn't say; it has to contain what the cell says. */
  rowLabel?: (row: Row) => string;
  order: ListOrder<Order>;
  /** A row on a narrow page: its title, what stands beside it, and the figures below. */
  compact: (row: Row) => { title: ReactNode; aside: ReactNode; below: ReactNode };
  stale: boolean;
  /** Below the last row. */
  end: ReactNode;
}

const cell = 'truncate border-b border-line px-2 py-0 align-middle tabular-nums';

/** A list of things that have pages of their own; ↑/↓ or j/k go through it. */
export function ListTable<Row, Order extends string>(props: ListTableProps<Row, Order>) {
  const { label, columns, rows, rowKey, order, stale, end } = props;
  const compact = !useMedia('(min-width: 64rem)');
  const listRef = useRef<HTMLDivElement>(null);
  useListKeys(listRef);
  return (
    <div
      ref={listRef}
      className={cn(
        'relative min-h-0 grow overflow-auto border-t border-line transition-opacity',
        stale && 'opacity-50',
      )}
    >
      {compact && <SortSelect columns={columns} order={order} />}
      <table
        aria-label={label}
        aria-busy={stale}
        className="w-full table-fixed border-separate border-spacing-0 text-sm"
      >
        <thead className={compact ? 'sr-only' : ''}>
          <tr className="h-8">
            {columns.map((column) => (
              <Head key={column.id} column={column} order={order} idle={compact} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ListRow key={rowKey(row)} row={row} list={props} narrow={compact} />
          ))}
        </tbody>
      </table>
      {end}
    </div>
  );
}

function Head<Row, Order extends string>({
  column: { label, order: by, align, className },
  order,
  idle,
}: {
  column: ListColumn<Row, Order>;
  order: ListOrder<Order>;
  /** Out of sight, and so out of the order of tabs. */
  idle: boolean;
}) {
  const isSorted = by !== undefined && by === order.by;
  const Arrow = order.direction === 'desc' ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (order.direction === 'desc' ? 'descending' : 'ascending') : undefined}
      className={cn(
        'sticky top-0 z-10 border-b border-line bg-surface px-2 text-left text-xs font-medium text-muted first:pl-5 last:pr-5',
        align === 'right' && 'text-right',
        className,
      )}
    >
      {by === undefined ? (
        label
      ) : (
        <button
          type="button"
          tabIndex={idle ? -1 : 0}
          onClick={() => order.sort(by)}
          className={cn(
            'group/head -mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 font-medium whitespace-nowrap hover:text-ink',
            align === 'right' && 'flex-row-reverse',
            isSorted && 'text-ink',
          )}
        >
          {label}
          <Arrow aria-hidden className={cn('size-3', !isSorted && 'opacity-0 group-hover/head:opacity-50')} />
        </button>
      )}
    </th>
  );
}

function ListRow<Row, Order extends string>({
  row,
  list: { columns, href, rowLabel, compact },
  narrow,
}: {
  row: Row;
  list: ListTableProps<Row, Order>;
  narrow: boolean;
}) {
  const router = useRouter();
  const open = (event: MouseEvent): void => {
    // Links do what links do; whoever selects text goes nowhere.
    if (event.target instanceof Element && event.target.closest('a, button') !== null) return;
    if (window.getSelection()?.isCollapsed === false) return;
    if (event.ctrlKey || event.metaKey) window.open(href(row), '_blank');
    else router.push(href(row));
  };
  const link = (children: ReactNode): ReactNode => (
    <Link
      href={href(row)}
      aria-label={rowLabel?.(row)}
      data-row-link
      prefetch={false}
      className="block truncate rounded-sm text-ink underline-offset-2 hover:underline"
    >
      {children}
    </Link>
  );
  const shown = narrow ? compact(row) : null;
  return (
    <tr
      onClick={open}
      className="h-11 cursor-default hover:bg-hover has-[[data-row-link]:focus-visible]:bg-hover"
    >
      {shown === null ? (
        columns.map(({ id, align, className, cell: content }, index) => (
          <td
            key={id}
            className={cn(cell, 'first:pl-5 last:pr-5', align === 'right' && 'text-right', className)}
          >
            {index === 0 ? link(content(row)) : content(row)}
          </td>
        ))
      ) : (
        <td className="border-b border-line px-4 py-2 md:px-5" colSpan={columns.length}>
          <div className="flex items-center gap-2">
            <div className="min-w-0 font-medium">{link(shown.title)}</div>
            <span className="ml-auto shrink-0 text-xs text-muted tabular-nums">{shown.aside}</span>
          </div>
          <div className="mt-0.5 flex flex-wrap items-center gap-x-2 text-xs text-muted tabular-nums">
            {shown.below}
          </div>
        </td>
      )}
    </tr>
  );
}

function SortSelect<Row, Order extends string>({
  columns,
  order,
}: Pick<ListTableProps<Row, Order>, 'columns' | 'order'>) {
  const options = columns.flatMap(({ label, order: value }) =>
    value === undefined ? [] : [{ value, label: `By ${label.toLowerCase()}` }],
  );
  if (options.length === 0) return null;
  return (
    <div className="flex items-center gap-2 border-b border-line px-4 py-2 md:px-5">
      <Select
        aria-label="Order"
        value={order.by}
        onValueChange={order.sort}
        options={options}
        className="w-auto min-w-44"
      />
      <IconButton
        label={order.direction === 'desc' ? 'Most first' : 'Least first'}
        icon={order.direction === 'desc' ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />}
        onClick={() => order.sort(order.by)}
      />
    </div>
  );
}
