import { planReplay, replay, type Replay, type ReplayedPoint } from '@heliograph/alerting/replay';
import { timingOf } from '@heliograph/alerting/timing';
import { readSeries } from '@heliograph/clickhouse/alerts/read-series';
import type { createClickHouseClient } from '@heliograph/clickhouse/client';
import type { AlertPreview, NewAlertRule } from '@heliograph/contracts/alerts';

const DAYS_MS = 7 * 86_400_000;
/** Groups that are shown. */
const MOST_GROUPS = 5;
/** Points of a line that a chart can show. */
const MOST_POINTS = 336;

/**
 * The last seven days as the rule would have seen them: the engine's judgement and state machine over windows that one query
 * reads. Throws `invalid_request` for a filter that can't be read, and the client's error where ClickHouse is away.
 */
export async function previewAlert(
  clickHouse: ReturnType<typeof createClickHouseClient>,
  organizationId: string,
  rule: NewAlertRule,
  now: number,
): Promise<AlertPreview> {
  const plan = planReplay(rule, now - DAYS_MS, now);
  const { stepMs, windowSteps, historyFrom } = plan;
  const to = Math.floor(now / stepMs) * stepMs;
  const from = to - DAYS_MS;
  const { metric, filter, groupBy } = rule;
  const question = { organizationId, filter, groupBy, metric, stepMs, windowSteps, mostGroups: MOST_GROUPS };
  const read = await readSeries(clickHouse, { ...question, from: Math.min(historyFrom, from), to });
  // A rule without groups is judged, too, where there is nothing.
  const series = read.series.length > 0 || groupBy.length > 0 ? read.series : [empty(from, to, stepMs)];
  const replays = series.map(({ group, points }) => ({
    group: Object.fromEntries(groupBy.map((field, at) => [field, group[at] ?? ''])),
    ...replay(rule, timingOf(rule), points, from),
  }));
  const total = (pick: (replay: Replay) => number) => replays.reduce((sum, each) => sum + pick(each), 0);
  return {
    stepSeconds: stepMs / 1_000,
    windowFrom: new Date(from).toISOString(),
    windowTo: new Date(to).toISOString(),
    series: replays.map(({ group, points, fired }) => ({ group, fired, points: thin(points).map(toPoint) })),
    fired: total(({ fired }) => fired),
    firingSeconds: Math.round(total(({ firingMs }) => firingMs) / 1_000),
    groupCount: groupBy.length === 0 ? 1 : read.groupCount,
  };
}

function empty(from: number, to: number, stepMs: number) {
  const points = Array.from({ length: Math.round((to - from) / stepMs) }, (_, at) => ({
    time: from + (at + 1) * stepMs,
    ...{ value: null, requests: 0 },
  }));
  return { group: [], points };
}

/** As many points as a chart can show; of several, the one that is worst, so that no firing is lost. */
function thin(points: readonly ReplayedPoint[]): ReplayedPoint[] {
  const every = Math.ceil(points.length / MOST_POINTS);
  if (every <= 1) return [...points];
  const thinned: ReplayedPoint[] = [];
  for (let at = 0; at < points.length; at += every)
    thinned.push(
      points.slice(at, at + every).reduce((worst, point) => (isWorse(point, worst) ? point : worst)),
    );
  return thinned;
}

function isWorse(point: ReplayedPoint, than: ReplayedPoint): boolean {
  if (point.status !== than.status) return rank[point.status] > rank[than.status];
  return (point.value ?? 0) > (than.value ?? 0);
}
const rank = { firing: 4, pending: 3, error: 2, ok: 1, no_data: 0 };

function toPoint({ time, ...point }: ReplayedPoint) {
  return { time: new Date(time).toISOString(), ...point };
}
