import { queryAnalytics } from '@heliograph/clickhouse/analytics/query-analytics';
import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import {
  OTHER_GROUP,
  type QueryAnalyticsInput,
  queryAnalyticsInputSchema,
} from '@heliograph/contracts/analytics';
import type { ReportNotification } from '@heliograph/contracts/notification';
import type { DueReport } from '@heliograph/services/report/send-due';

/** Models and users that are named. */
const TOP = 5;

const figures = [
  { metric: 'cost', aggregation: 'sum' },
  { metric: 'requests', aggregation: 'count' },
  { metric: 'errors', aggregation: 'count' },
  { metric: 'users', aggregation: 'count_distinct' },
  { metric: 'total_tokens', aggregation: 'sum' },
] as const;

/** Reads the figures of a period and of the one before it. Throws the client's error where ClickHouse is away. */
export async function buildReport(
  clickHouse: ClickHouseClient,
  due: DueReport,
  webUrl: string,
): Promise<ReportNotification> {
  const { organizationId, organizationName, period, timezone, before, from, to } = due;
  const iso = (ms: number) => new Date(ms).toISOString();
  const ask = async (start: number, end: number, rest: Partial<QueryAnalyticsInput>) => {
    const question = queryAnalyticsInputSchema.parse({
      timeRange: { from: iso(start), to: iso(end) },
      ...{ metrics: figures.slice(0, 2), timezone, ...rest },
    });
    return (await queryAnalytics(clickHouse, { organizationId, question })).rows;
  };
  const [now, then, models, users, course] = await Promise.all([
    ask(from, to, { metrics: [...figures] }),
    ask(before, from, { metrics: [...figures] }),
    ask(from, to, { groupBy: ['model'], limit: TOP }),
    ask(from, to, { groupBy: ['user'], limit: TOP + 1 }),
    ask(from, to, { interval: period === 'day' ? 'hour' : 'day' }),
  ]);
  const named = (rows: typeof models, field: string) =>
    rows
      .map(({ group, values: [cost, requests] }) => ({
        name: group[field] ?? null,
        costUsd: String(cost ?? '0'),
        requests: Number(requests ?? 0),
      }))
      .filter(({ name, requests }) => name !== null && name !== OTHER_GROUP && requests > 0)
      .slice(0, TOP)
      .map(({ name, ...rest }) => ({ name: name ?? '', ...rest }));
  return {
    ...{ kind: 'report', period, organizationName, timezone, from: iso(from), to: iso(to) },
    current: totalsOf(now[0]?.values),
    before: totalsOf(then[0]?.values),
    topModels: named(models, 'model'),
    topUsers: named(users, 'user'),
    course: course.map(({ time, values: [cost, requests] }) => ({
      at: time ?? iso(from),
      costUsd: String(cost ?? '0'),
      requests: Number(requests ?? 0),
    })),
    url: `${webUrl}/requests?${new URLSearchParams({ range: `${iso(from)}/${iso(to)}` }).toString()}`,
  };
}

function totalsOf(values: readonly (number | string | null)[] | undefined): ReportNotification['current'] {
  const [cost, requests, errors, users, tokens] = values ?? [];
  return {
    costUsd: String(cost ?? '0'),
    requests: Number(requests ?? 0),
    errors: Number(errors ?? 0),
    users: Number(users ?? 0),
    tokens: Number(tokens ?? 0),
  };
}
