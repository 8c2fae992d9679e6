'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CostComparison } from '@heliograph/contracts/cost';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { Select } from '../../components/select.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Table, TableRow } from '../../components/table.tsx';
import { formatShare } from '../explore/format-share.ts';
import { formatCost } from '../requests/format/format-cost.ts';
import { formatCount } from '../requests/format/format-count.ts';
import { formatProvider } from '../requests/format/format-provider.ts';

interface ComparisonProps {
  timeRange: { from: string; to: string };
}

/** What the usage of one model would have cost with others. */
export function Comparison({ timeRange }: ComparisonProps) {
  const models = useQuery(
    api.analytics.query.queryOptions({
      input: {
        timeRange,
        metrics: [{ metric: 'cost', aggregation: 'sum' }],
        groupBy: ['provider', 'model'],
        limit: 30,
      },
      placeholderData: keepPreviousData,
    }),
  );
  const known = (models.data?.rows ?? []).flatMap(({ group: { provider, model }, values: [usd] }) =>
    typeof provider === 'string' && typeof model === 'string' && Number(usd ?? 0) > 0
      ? [{ provider, model }]
      : [],
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const current = known.find((option) => keyOf(option) === chosen) ?? known[0];
  return (
    <section aria-labelledby="cost-other-models" className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h3 id="cost-other-models" className="text-sm font-semibold">
          The same usage with other models
        </h3>
        {current !== undefined && (
          <Select
            aria-label="Model that was used"
            value={keyOf(current)}
            options={known.map((option) => ({ value: keyOf(option), label: option.model }))}
            onValueChange={setChosen}
            className="w-64 max-sm:w-full"
          />
        )}
      </div>
      {models.isPending ? (
        <Skeleton className="h-40 w-full rounded-lg" />
      ) : current === undefined ? (
        <p className="rounded-lg border border-dashed border-line px-4 py-4 text-muted">
          No request of this time has a cost, so there is nothing to compare.
        </p>
      ) : (
        <Alternatives key={keyOf(current)} timeRange={timeRange} {...current} />
      )}
    </section>
  );
}

const keyOf = ({ provider, model }: { provider: string; model: string }) => `${provider} ${model}`;

function Alternatives({ timeRange, provider, model }: ComparisonProps & { provider: string; model: string }) {
  const [among, setAmong] = useState(provider);
  const answer = useQuery(
    api.cost.compare.queryOptions({
      input: { timeRange, provider, model, among },
      placeholderData: keepPreviousData,
    }),
  );
  if (answer.isPending) return <Skeleton className="h-40 w-full rounded-lg" />;
  if (answer.data === undefined) {
    return (
      <ErrorState
        title="Other models could not be priced"
        message={describeApiError(answer.error).message}
        onRetry={() => void answer.refetch()}
        retrying={answer.isFetching}
        className="rounded-lg border border-line"
      />
    );
  }
  const { requests, unpriced, costUsd, providers } = answer.data;
  const options = [...new Set([provider, ...providers])];
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3 text-sm">
        <p className="tabular-nums">
          {formatCount(requests)} requests cost <span className="font-medium">{formatCost(costUsd)}</span>
          {unpriced > 0 && (
            <span className="text-muted">, {formatCount(unpriced)} of them without a price</span>
          )}
        </p>
        <Select
          aria-label="Provider of the other models"
          value={among}
          options={options.map((name) => ({ value: name, label: `Models of ${formatProvider(name)}` }))}
          onValueChange={setAmong}
          className="w-56"
        />
      </div>
      <AlternativeTable {...answer.data} />
      <p className="text-xs text-pretty text-muted">
        The same tokens at today’s prices of other models, cheapest first: your own prices where you set some,
        those of batches, long prompts and cached tokens where these were used. Another model would split
        texts into other tokens, answer at other length and perhaps worse: try it before you count on it.
        {answer.data.alternatives.some(({ pricedAsStandard }) => pricedAsStandard) &&
          ' At the standard price stand models without one for the class of service (batch, …) that was used.'}
      </p>
    </div>
  );
}

function AlternativeTable({ alternatives, costUsd }: Pick<CostComparison, 'alternatives' | 'costUsd'>) {
  if (alternatives.length === 0) {
    return (
      <p className="rounded-lg border border-dashed border-line px-4 py-4 text-muted">
        No other model of this provider has a price for all that was used.
      </p>
    );
  }
  const actual = Number(costUsd);
  return (
    <Table
      caption="The same usage with other models"
      columns={[
        { label: 'Model' },
        { label: 'Would have cost', align: 'right' },
        { label: 'Difference', align: 'right' },
      ]}
    >
      {alternatives.map(({ model, costUsd: usd, priceRows, pricedAsStandard }) => {
        const difference = Number(usd) - actual;
        const notes = [
          ...(priceRows.some((row) => row.startsWith('custom:')) ? ['your own price'] : []),
          ...(pricedAsStandard ? ['at the standard price'] : []),
        ];
        return (
          <TableRow key={model} className="tabular-nums">
            <td title={model} className="max-w-36 truncate px-3 py-2 pl-4 sm:max-w-64">
              {model}
              {notes.length > 0 && (
                <span className="block truncate text-xs text-muted">{notes.join('; ')}</span>
              )}
            </td>
            <td className="px-3 py-2 text-right font-medium">{formatCost(usd)}</td>
            <td
              className={
                difference < 0 ? 'px-3 py-2 text-right text-success' : 'px-3 py-2 text-right text-muted'
              }
            >
              <span className="max-sm:hidden">
                {difference > 0 ? '+' : ''}
                {formatCost(String(difference))}
              </span>
              {actual > 0 && <span className="text-muted"> ({formatChange(difference / actual)})</span>}
            </td>
          </TableRow>
        );
      })}
    </Table>
  );
}

/** `−83 %`, `+1,240 %`. */
function formatChange(share: number): string {
  if (share <= 0) return `${share === 0 ? '' : '−'}${formatShare(-share)}`;
  return `+${share < 1 ? formatShare(share) : `${formatCount(Math.round(share * 100))} %`}`;
}
