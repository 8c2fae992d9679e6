import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, planTime } from './plan-time.ts';

const at = (time: string) => Date.parse(`2026-11-${time}Z`);
const fresh = { hours: new Set<number>(), days: new Set<number>() };

function plan(from: string, to: string, starts: string[] = [], stale = fresh) {
  const planned = planTime({ from: at(from), to: at(to), starts: starts.map(at), stale });
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
    const { days, hours, raw } = plan('17T00:00:00', '19T00:00:00', [], stale);
    expect([days, hours.length, raw]).toEqual([['17T00:00'], 23, ['18T10:00']]);
  });

  it('are read from the requests where a stretch of time begins in the middle', () => {
    const starts = ['17T00:00:00', '17T18:30:00', '18T18:30:00'];
    const { days, hours, raw } = plan('17T00:00:00', '20T00:00:00', starts);
    expect([days, hours.length, raw]).toEqual([['19T00:00'], 46, ['17T18:00', '18T18:00']]);
  });

  it('are each in one list', () => {
    for (let n = 0; n < 200; n += 1) {
      const from = at('01T00:00:00') + ((n * 7_919_000) % (3 * DAY_MS));
      const to = from + 1 + ((n * 15_485_863_000) % (5 * DAY_MS));
      const starts = n % 2 === 0 ? [] : [from, from + ((n * 104_729_000) % DAY_MS)].sort((a, b) => a - b);
      const stale = {
        hours: new Set(n % 3 === 0 ? [Math.floor(from / HOUR_MS) * HOUR_MS + 5 * HOUR_MS] : []),
        days: new Set(n % 5 === 0 ? [Math.floor(to / DAY_MS) * DAY_MS - DAY_MS] : []),
      };
      const { days, hours, raw } = planTime({ from, to, starts, stale });
      const all = [
        ...days.flatMap((day) => Array.from({ length: 24 }, (_, hour) => day + hour * HOUR_MS)),
        ...hours,
        ...raw,
      ].sort((a, b) => a - b);
      const first = Math.floor(from / HOUR_MS) * HOUR_MS;
      const count = Math.ceil((to - first) / HOUR_MS);
      expect(all).toEqual(Array.from({ length: count }, (_, hour) => first + hour * HOUR_MS));
    }
  });
});
