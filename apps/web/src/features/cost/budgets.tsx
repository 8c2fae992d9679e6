'use client';
import { useQuery } from '@tanstack/react-query';
import type { KeyBudget } from '@heliograph/contracts/api-schemas';
import Link from 'next/link';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { cn } from '../../components/cn.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Table, TableRow } from '../../components/table.tsx';
import { formatCost } from '../requests/format/format-cost.ts';

const states: Record<KeyBudget['state'], { label: string; bar: string; text: string }> = {
  ok: { label: 'within', bar: 'bg-success', text: 'text-muted' },
  warning: { label: 'nearly used up', bar: 'bg-warning', text: 'text-warning' },
  exceeded: { label: 'used up', bar: 'bg-danger', text: 'text-danger' },
};

/** The budgets of keys and how far they are; they count calendar months of UTC. */
export function Budgets() {
  const keys = useQuery(api.keys.list.queryOptions());
  return (
    <section aria-labelledby="cost-budgets" className="grid gap-3">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 id="cost-budgets" className="text-base font-semibold tracking-tight">
          Budgets
        </h2>
        <p className="text-xs text-muted">of API keys, for the calendar month in UTC</p>
      </div>
      {keys.isPending ? (
        <Skeleton className="h-20 w-full rounded-lg" />
      ) : keys.data === undefined ? (
        <ErrorState
          title="The budgets could not be loaded"
          message={describeApiError(keys.error).message}
          onRetry={() => void keys.refetch()}
          retrying={keys.isFetching}
          className="rounded-lg border border-line"
        />
      ) : (
        <BudgetTable
          keys={keys.data.items.flatMap(({ id, name, budget }) =>
            budget === null ? [] : [{ id, name, budget }],
          )}
        />
      )}
    </section>
  );
}

function BudgetTable({ keys }: { keys: readonly { id: string; name: string; budget: KeyBudget }[] }) {
  if (keys.length === 0) {
    return (
      <p className="rounded-lg border border-dashed border-line px-4 py-4 text-muted">
        No key has a budget.{' '}
        <Link href="/settings/keys" className="underline underline-offset-2 hover:text-ink">
          Give one a monthly budget
        </Link>
        : beyond it requests are refused.
      </p>
    );
  }
  const sorted = keys.toSorted((a, b) => b.budget.usedPercent - a.budget.usedPercent);
  return (
    <Table
      caption="Budgets of keys"
      columns={[
        { label: 'API key' },
        { label: 'Used' },
        { label: 'Spent', align: 'right' },
        { label: 'Budget', align: 'right' },
      ]}
    >
      {sorted.map(({ id, name, budget }) => {
        const state = states[budget.state];
        return (
          <TableRow key={id} className="tabular-nums">
            <td className="max-w-48 truncate px-3 py-2 pl-4">{name}</td>
            <td className="w-2/5 min-w-32 px-3 py-2">
              <div className="flex items-center gap-2">
                <span aria-hidden className="h-1.5 flex-1 overflow-hidden rounded-sm bg-active">
                  <span
                    className={cn('block h-full', state.bar)}
                    style={{ width: `${Math.min(100, budget.usedPercent)}%` }}
                  />
                </span>
                <span className={cn('shrink-0 text-xs', state.text)}>
                  {Math.round(budget.usedPercent)} %<span className="max-sm:sr-only"> · {state.label}</span>
                </span>
              </div>
            </td>
            <td className="px-3 py-2 text-right">{formatCost(budget.spentUsd)}</td>
            <td className="px-3 py-2 text-right text-muted">{formatCost(budget.monthlyUsd)}</td>
          </TableRow>
        );
      })}
    </Table>
  );
}
