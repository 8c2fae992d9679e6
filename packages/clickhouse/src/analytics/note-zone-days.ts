import type { AnalyticsQuestion } from '@heliograph/contracts/analytics';
import type { ClickHouseClient } from '../client.ts';
import { noteOffsets } from '../rollup/rollup-offsets.ts';
import { wholeDays } from './day-starts.ts';
import { DAY_MS, HOUR_MS } from './plan-time.ts';

/** An offset that is still asked for is noted again after so long. */
const AGAIN_AFTER_MS = DAY_MS;

/**
 * Notes where the days of questions begin, so that such days are rolled up too. Once a day for each organization and hour;
 * what couldn't be noted is noted with the next question: until then answers are as right, and slower.
 */
export function createZoneDayNotes(
  client: ClickHouseClient,
  now: () => number = Date.now,
): (organizationId: string, questions: readonly AnalyticsQuestion[]) => void {
  const noted = new Map<string, number>();
  return (organizationId, questions) => {
    const zones = new Map(questions.map((question) => [zoneKey(question), question]));
    const offsets = new Set([...zones.values()].flatMap(offsetsOf));
    const due = [...offsets].filter(
      (offset) => now() - (noted.get(`${organizationId} ${offset}`) ?? -Infinity) >= AGAIN_AFTER_MS,
    );
    if (due.length === 0) return;
    for (const offset of due) noted.set(`${organizationId} ${offset}`, now());
    noteOffsets(client, { organizationId, offsets: due }).catch(() => {
      for (const offset of due) noted.delete(`${organizationId} ${offset}`);
    });
  };
}

const zoneKey = ({ timezone, timeRange: { from, to } }: AnalyticsQuestion) => `${timezone} ${from} ${to}`;

/** Hours of UTC, 1 to 23, at which whole days of a question's range begin in its zone. */
function offsetsOf({ timezone, timeRange }: AnalyticsQuestion): number[] {
  const [from, to] = [Date.parse(timeRange.from), Date.parse(timeRange.to)];
  const starts = wholeDays({ timezone, from, to });
  return [...new Set(starts.map((start) => (start % DAY_MS) / HOUR_MS))].filter((hour) => hour > 0);
}
