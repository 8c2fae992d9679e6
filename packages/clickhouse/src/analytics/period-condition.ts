import { HOUR_MS } from './plan-time.ts';

/** Stretches of time that stand in a statement by themselves; more of them are a list of their periods. */
const MOST_SPANS = 12;

/**
 * Says that a time lies in one of some periods (ms since 1970, oldest first, each `length` ms long): as a few spans, which
 * ClickHouse finds by the order of the table, or as the list `name`, in which the period's `start` has to be.
 */
export function inPeriods(
  column: string,
  {
    name,
    start,
    periods,
    length,
  }: { name: string; start: string; periods: readonly number[]; length: number },
): { sql: string; parameters: Record<string, unknown> } {
  const spans: { from: number; to: number }[] = [];
  for (const from of periods) {
    const last = spans.at(-1);
    if (last?.to === from) last.to = from + length;
    else spans.push({ from, to: from + length });
  }
  const at = (ms: number) => `toDateTime(${ms / 1000}, 'UTC')`;
  if (spans.length <= MOST_SPANS) {
    const within = spans.map(({ from, to }) => `(${column} >= ${at(from)} AND ${column} < ${at(to)})`);
    return { sql: within.length === 0 ? 'false' : `(${within.join(' OR ')})`, parameters: {} };
  }
  const first = spans[0]?.from ?? 0;
  const end = spans.at(-1)?.to ?? 0;
  return {
    sql: `(${column} >= ${at(first)} AND ${column} < ${at(end)} AND ${start} IN {${name}:Array(DateTime('UTC'))})`,
    parameters: { [name]: periods.map((from) => from / 1000) },
  };
}

/** Says that a request began in one of some hours (ms since 1970, oldest first). */
export function inHours(hours: readonly number[]): ReturnType<typeof inPeriods> {
  const start = "toStartOfHour(created_at, 'UTC')";
  return inPeriods('created_at', { name: 'rawHours', start, periods: hours, length: HOUR_MS });
}
