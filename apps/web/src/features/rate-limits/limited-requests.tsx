'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import type { LimitedRequests as Limited, RateLimitRule } from '@heliograph/contracts/rate-limits';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { TimeChart } from '../../components/chart/time-chart.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Table, TableRow } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import { lengthOf } from '../time-range/time-range.ts';
import { TimeRangePicker } from '../time-range/time-range-picker.tsx';
import { useMovingRange, useTimeRange } from '../time-range/use-time-range.ts';
import { formatCount } from '../requests/format/format-count.ts';
import { scopeLabels } from './describe-limit.ts';
import { prepareLimited } from './prepare-limited.ts';

const REFRESH_MS = 15_000;

/** Requests that were answered with 429: over time, by limit, and the latest ones. */
export function LimitedRequests() {
  const { range, setRange } = useTimeRange();
  return (
    <section aria-labelledby="limited-heading" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="limited-heading" className="text-sm font-semibold text-ink">
          Limited requests
        </h2>
        <TimeRangePicker value={range} onChange={setRange} />
      </div>
      <Report key={range} range={range} />
    </section>
  );
}

function Report({ range }: { range: ChosenRange }) {
  const timeRange = useMovingRange(range, REFRESH_MS);
  return timeRange === null ? <ReportSkeleton /> : <ReportOf range={range} timeRange={timeRange} />;
}

function ReportOf({ range, timeRange }: { range: ChosenRange; timeRange: { from: string; to: string } }) {
  const limited = useQuery(
    api.rateLimits.limited.queryOptions({ input: { timeRange }, placeholderData: keepPreviousData }),
  );
  const rules = useQuery(api.rateLimits.list.queryOptions());
  if (limited.isPending) {
    return <ReportSkeleton />;
  }
  if (limited.data === undefined) {
    return (
      <ErrorState
        title="Limited requests could not be loaded"
        message={describeApiError(limited.error).message}
        onRetry={() => void limited.refetch()}
        retrying={limited.isFetching}
        className="rounded-lg border border-line"
      />
    );
  }
  if (limited.data.total === 0) {
    return (
      <EmptyState
        icon={<ShieldCheck aria-hidden />}
        title="No request was limited in this time"
        description="Requests that a rule, a header, a key’s limit, a budget or a provider answers with 429 show up here."
        className="rounded-lg border border-dashed border-line"
      />
    );
  }
  return (
    <>
      <TimeChart
        label="Limited requests over time"
        title={`${formatCount(limited.data.total)} ${limited.data.total === 1 ? 'request' : 'requests'}`}
        model={prepareLimited(limited.data, lengthOf(range))}
        height={200}
      />
      <ByLimit report={limited.data} rules={rules.data?.items ?? []} />
      <Latest timeRange={timeRange} />
    </>
  );
}

function ReportSkeleton() {
  return (
    <div role="status">
      <span className="sr-only">Loading limited requests</span>
      <Skeleton className="h-60 w-full rounded-lg" />
    </div>
  );
}

function ByLimit({ report, rules }: { report: Limited; rules: readonly RateLimitRule[] }) {
  return (
    <Table
      caption="Limits by what they refused"
      columns={[
        { label: 'Limit' },
        { label: 'Set by' },
        { label: 'Requests', align: 'right' },
        { label: 'Last', from: 'md' },
      ]}
    >
      {report.limits.map((limit) => {
        const rule = rules.find(({ id }) => id === limit.ruleId);
        const name = rule?.name ?? limit.provider;
        const isDeleted = limit.scope === 'rule' && rule === undefined;
        return (
          <TableRow
            key={`${limit.scope}${limit.policy}${limit.ruleId}${limit.provider}`}
            className="align-middle"
          >
            <td className="py-2 pr-3 pl-4">
              {name !== null && <span className="block font-medium wrap-anywhere">{name}</span>}
              {limit.policy !== null && (
                <code className="font-mono text-xs wrap-anywhere text-muted">{limit.policy}</code>
              )}
              {isDeleted && <span className="block text-xs text-faint">A rule that is deleted</span>}
            </td>
            <td className="px-3 text-muted">{scopeLabels[limit.scope ?? 'provider']}</td>
            <td className="px-3 text-right tabular-nums">{formatCount(limit.requests)}</td>
            <td className="hidden px-3 whitespace-nowrap text-muted tabular-nums md:table-cell">
              <Time value={limit.lastAt} />
            </td>
          </TableRow>
        );
      })}
    </Table>
  );
}

const LATEST = 10;

function Latest({ timeRange }: { timeRange: { from: string; to: string } }) {
  const requests = useQuery(
    api.requests.query.queryOptions({
      input: {
        timeRange,
        filter: { field: 'rateLimitSource', operator: 'exists', value: true },
        limit: LATEST,
      },
      placeholderData: keepPreviousData,
    }),
  );
  const items = requests.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Table
      caption="Latest limited requests"
      columns={[
        { label: 'Latest' },
        { label: 'Model' },
        { label: 'User', from: 'md' },
        { label: 'Limit', from: 'md' },
      ]}
    >
      {items.map(({ id, createdAt, model, requestModel, path, userId, limitedBy }) => (
        <TableRow key={id} className="align-middle">
          <td className="py-2 pr-3 pl-4 whitespace-nowrap tabular-nums">
            <Link
              href={`/requests?request=${id}`}
              className="underline decoration-line-strong underline-offset-2"
            >
              <Time value={createdAt} />
            </Link>
          </td>
          <td className="px-3 wrap-anywhere">{model ?? requestModel ?? path}</td>
          <td className="hidden max-w-48 truncate px-3 text-muted md:table-cell">{userId}</td>
          <td className="hidden px-3 text-muted md:table-cell">
            {limitedBy === null ? '' : scopeLabels[limitedBy.scope ?? 'provider']}
          </td>
        </TableRow>
      ))}
    </Table>
  );
}
