import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, planTime } from './plan-time.ts';

const at = (time: string) => Date.parse(`2026-11-${time}Z`);
const none: { hours: ReadonlySet<number>; days: ReadonlySet<number> } = { hours: new Set(), days: new Set() };
/** Days of UTC around all ranges here. */
const allDays = Array.from({ length: 30 }, (_, day) => at('01T00:00:00') + day * DAY_MS);

function plan(from: string, to: string, starts: string[] = [], { stale = none, days = allDays } = {}) {
  const planned = planTime({
    ...{ from: at(from), to: at(to), starts: starts.map(at), staleHours: stale.hours },
    days: days.filter((day) => !stale.days.has(day)),
  });
  const shown = (list: number[]) => list.map((start) => new Date(start).toISOString().slice(8, 16));
  return { days: shown(planned.days), hours: shown(planned.hours), raw: shown(planned.raw) };
}

describe('the hours of a range', () => {
  it('are read by the day where a whole day is meant, else by the hour, and at the ends from the requests', () => {
    expect(plan('17T22:30:00', '19T01:00:01')).toEqual({
      days: ['18T00:00'],
      hours: ['17T23:00', '19T00:00'],
      raw: ['17T22:00', '19T01:00'],
    });
  });

  it('are read from the requests where these changed', () => {
    const stale = { hours: new Set([at('18T10:00:00')]), days: new Set([at('18T00:00:00')]) };
    const { days, hours, raw } = plan('17T00:00:00', '19T00:00:00', [], { stale });
    expect([days, hours.length, raw]).toEqual([['17T00:00'], 23, ['18T10:00']]);
  });

  it('are read from the requests where a stretch of time begins in the middle', () => {
    const starts = ['17T00:00:00', '17T18:30:00', '18T18:30:00'];
    const { days, hours, raw } = plan('17T00:00:00', '20T00:00:00', starts);
    expect([days, hours.length, raw]).toEqual([['19T00:00'], 46, ['17T18:00', '18T18:00']]);
  });

  it('are read by days that begin elsewhere, as those of a time zone do', () => {
    const starts = ['17T00:00:00', '17T23:00:00', '18T23:00:00', '19T23:00:00'];
    const days = starts.slice(1).map(at);
    const { days: read, hours } = plan('17T00:00:00', '19T23:30:00', starts, { days });
    expect([read, hours.length]).toEqual([['17T23:00', '18T23:00'], 23]);
  });

  it('are each in one list', () => {
    for (let n = 0; n < 200; n += 1) {
      const from = at('01T00:00:00') + ((n * 7_919_000) % (3 * DAY_MS));
      const to = from + 1 + ((n * 15_485_863_000) % (5 * DAY_MS));
      const starts = n % 2 === 0 ? [] : [from, from + ((n * 104_729_000) % DAY_MS)].sort((a, b) => a - b);
      const staleHours = new Set(n % 3 === 0 ? [Math.floor(from / HOUR_MS) * HOUR_MS + 5 * HOUR_MS] : []);
      // Every fifth day isn't up to date; of every fourth plan days begin at another hour.
      const days = allDays.filter((_, day) => (day + n) % 5 > 0).map((day) => day + (n % 4) * HOUR_MS);
      const planned = planTime({ from, to, starts, days, staleHours });
      const all = [
        ...planned.days.flatMap((day) => Array.from({ length: 24 }, (_, hour) => day + hour * HOUR_MS)),
        ...planned.hours,
        ...planned.raw,
      ].sort((a, b) => a - b);
      const first = Math.floor(from / HOUR_MS) * HOUR_MS;
      const count = Math.ceil((to - first) / HOUR_MS);
      expect(all).toEqual(Array.from({ length: count }, (_, hour) => first + hour * HOUR_MS));
    }
  });
});
