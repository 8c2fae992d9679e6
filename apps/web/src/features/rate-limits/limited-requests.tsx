'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import type { LimitedRequests as Limited, RateLimitRule } from '@heliograph/contracts/rate-limits';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
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
import { limitKinds } from './limit-kinds.ts';

// The charts' code is only loaded by pages that show one.
const LimitedChart = dynamic(() => import('./limited-chart.tsx').then((module) => module.LimitedChart), {
  ssr: false,
  loading: () => <Skeleton className="h-50 w-full rounded-lg" />,
});
const REFRESH_MS = 15_000;
const DAY_MS = 86_400_000;

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
      <Course report={limited.data} days={lengthOf(range) > DAY_MS} />
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

function Course({ report, days }: { report: Limited; days: boolean }) {
  const format = new Intl.DateTimeFormat(
    'en-GB',
    days
      ? { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }
      : { hour: '2-digit', minute: '2-digit', ...(report.stepSeconds < 60 && { second: '2-digit' }) },
  );
  const formatAt = (at: string): string => format.format(new Date(at));
  return (
    <figure aria-label="Limited requests over time" className="rounded-lg border border-line bg-surface p-4">
      <figcaption className="mb-2 flex flex-wrap items-baseline gap-x-4 gap-y-1 text-xs text-muted">
        <span className="text-sm font-medium text-ink tabular-nums">
          {formatCount(report.total)} {report.total === 1 ? 'request' : 'requests'}
        </span>
        {limitKinds.map(({ kind, swatch }) => (
          <span key={kind} className="inline-flex items-center gap-1.5">
            <span aria-hidden className={`inline-block size-2.5 rounded-sm ${swatch}`} />
            {scopeLabels[kind]}
          </span>
        ))}
      </figcaption>
      <div aria-hidden>
        <LimitedChart buckets={report.buckets} formatAt={formatAt} />
      </div>
    </figure>
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
