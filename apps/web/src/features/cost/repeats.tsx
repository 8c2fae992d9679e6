'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import { type CostRepeats, type KeptFor, keptFor } from '@heliograph/contracts/cost';
import Link from 'next/link';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { cn } from '../../components/cn.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { Select } from '../../components/select.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Table, TableRow } from '../../components/table.tsx';
import { formatShare } from '../explore/format-share.ts';
import { requestsUrl } from '../requests/filters/requests-url.ts';
import { formatCost } from '../requests/format/format-cost.ts';
import { formatCount } from '../requests/format/format-count.ts';

const lengths: Record<KeptFor, { option: string; stretch: string }> = {
  hour: { option: 'Answers kept for an hour', stretch: 'hour' },
  day: { option: 'Answers kept for a day', stretch: 'day' },
  week: { option: 'Answers kept for a week', stretch: 'week (from Monday)' },
  month: { option: 'Answers kept for a month', stretch: 'month' },
};

interface RepeatsProps {
  range: ChosenRange;
  timeRange: { from: string; to: string };
}

/** What caching would have saved: requests that were paid for although an identical one had been answered. */
export function Repeats({ range, timeRange }: RepeatsProps) {
  const [kept, setKept] = useQueryState('kept', parseAsStringLiteral(keptFor).withDefault('week'));
  const answer = useQuery(
    api.cost.repeats.queryOptions({
      input: { timeRange, keptFor: kept },
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <section aria-labelledby="cost-repeats" className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h3 id="cost-repeats" className="text-sm font-semibold">
          What caching would have saved
        </h3>
        <Select
          aria-label="How long the cache keeps answers"
          value={kept}
          options={keptFor.map((value) => ({ value, label: lengths[value].option }))}
          onValueChange={(value) => void setKept(value)}
          className="w-56 max-sm:w-full"
        />
      </div>
      {answer.isPending ? (
        <Skeleton className="h-40 w-full rounded-lg" />
      ) : answer.data === undefined ? (
        <ErrorState
          title="Repeated requests could not be looked for"
          message={describeApiError(answer.error).message}
          onRetry={() => void answer.refetch()}
          retrying={answer.isFetching}
          className="rounded-lg border border-line"
        />
      ) : (
        <div
          aria-busy={answer.isPlaceholderData}
          className={cn('grid gap-3', answer.isPlaceholderData && 'opacity-60')}
        >
          <Summary {...answer.data} />
          {answer.data.items.length > 0 && <RepeatsTable range={range} items={answer.data.items} />}
          <p className="text-xs text-pretty text-muted">
            Counted are requests that succeeded and were paid for, although an identical one (same provider,
            path and body) had come before in the same {lengths[kept].stretch}, UTC. Whether the same answer
            would have done is yours to judge.{' '}
            {answer.data.comparable < answer.data.requests &&
              `${formatCount(answer.data.requests - answer.data.comparable)} of ${formatCount(answer.data.requests)} requests can not be compared: their bodies were left out or cut, or they are from before requests were compared.`}
          </p>
        </div>
      )}
    </section>
  );
}

function Summary({ repeated, savedUsd, costUsd }: CostRepeats) {
  if (repeated === 0) {
    return (
      <p className="rounded-lg border border-dashed border-line px-4 py-4 text-muted">
        No request of this time repeats an earlier one.
      </p>
    );
  }
  const cost = Number(costUsd);
  return (
    <p className="text-sm tabular-nums">
      <span className="font-medium">{formatCost(savedUsd)}</span>
      {cost > 0 && ` (${formatShare(Number(savedUsd) / cost)} of what requests cost)`} went to{' '}
      {repeated === 1 ? 'one request' : `${formatCount(repeated)} requests`} that had been answered before.
    </p>
  );
}

function RepeatsTable({ range, items }: { range: ChosenRange; items: CostRepeats['items'] }) {
  return (
    <Table
      caption="Repeated requests"
      columns={[
        { label: 'Request' },
        { label: 'Times', align: 'right' },
        { label: 'Cost', align: 'right', from: 'md' },
        { label: 'Would have saved', align: 'right' },
      ]}
    >
      {items.map(({ hash, preview, model, lastId, times, costUsd, savedUsd }) => (
        <TableRow key={hash} className="tabular-nums">
          <td className="w-full max-w-0 min-w-40 py-2 pr-3 pl-4">
            <Link
              href={requestsUrl(range, `request-hash:${hash}`, lastId)}
              title={preview}
              className="block truncate text-ink hover:underline"
            >
              {preview === '' ? `Request ${hash.slice(0, 8)}…` : preview}
            </Link>
            <span className="block truncate text-xs text-muted">{model ?? 'No model named'}</span>
          </td>
          <td className="px-3 py-2 text-right">{formatCount(times)}</td>
          <td className="hidden px-3 py-2 text-right md:table-cell">{formatCost(costUsd)}</td>
          <td className="px-3 py-2 text-right font-medium text-success">{formatCost(savedUsd)}</td>
        </TableRow>
      ))}
    </Table>
  );
}
