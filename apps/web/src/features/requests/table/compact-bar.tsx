'use client';
import type { ViewSort } from '@heliograph/contracts/request-view';
import { cn } from '../../../components/cn.ts';
import { Button } from '../../../components/button.tsx';
import { Select } from '../../../components/select.tsx';
import { fixedColumns } from './columns/fixed-columns.tsx';

const sortKey = ({ by, direction }: ViewSort): string => `${by} ${direction}`;

/** The orders of the table's heads, which narrow pages don't have. */
const orders = Object.values(fixedColumns).flatMap(({ order, label }) =>
  order === undefined
    ? []
    : (['desc', 'asc'] as const).map((direction) => ({
        sort: { by: order, direction },
        value: sortKey({ by: order, direction }),
        label:
          order === 'createdAt'
            ? direction === 'desc'
              ? 'Newest first'
              : 'Oldest first'
            : `${label}, ${direction === 'desc' ? 'highest' : 'lowest'} first`,
      })),
);

interface CompactBarProps {
  sort: ViewSort;
  onSort: (sort: ViewSort) => void;
  selecting: boolean;
  onSelecting: (selecting: boolean) => void;
  /** Whether all rows that are loaded are selected, or some of them. */
  selected: 'none' | 'some' | 'all';
  onSelectAll: () => void;
  className?: string | undefined;
}

/** Above the list on narrow pages: what the heads of columns do on wide ones. */
export function CompactBar(props: CompactBarProps) {
  const { sort, onSort, selecting, onSelecting, selected, onSelectAll, className } = props;
  return (
    <div className={cn('flex h-11 shrink-0 items-center gap-2 border-b border-line px-4 md:px-5', className)}>
      {selecting ? (
        <label className="flex h-full items-center gap-3 pr-3 text-sm">
          <input
            type="checkbox"
            checked={selected === 'all'}
            ref={(box) => {
              if (box !== null) box.indeterminate = selected === 'some';
            }}
            onChange={onSelectAll}
            className="size-4.5 accent-ink"
          />
          All loaded
        </label>
      ) : (
        <Select
          aria-label="Order"
          value={sortKey(sort)}
          options={orders}
          onValueChange={(value) => {
            const chosen = orders.find((order) => order.value === value);
            if (chosen !== undefined) onSort(chosen.sort);
          }}
          className="h-8 w-auto max-w-56 min-w-36"
        />
      )}
      <Button
        size="sm"
        variant="ghost"
        aria-pressed={selecting}
        className="ml-auto h-8"
        onClick={() => onSelecting(!selecting)}
      >
        {selecting ? 'Done' : 'Select'}
      </Button>
    </div>
  );
}
