import type { TimePoint } from '@heliograph/contracts/totals';
import { describe, expect, test } from 'vitest';
import { prepareGroups, prepareOverTime } from './prepare-over-time.ts';

const noon = Date.parse('2026-11-20T12:00:00Z');
const point = (minute: number, requests: number, part: Partial<TimePoint> = {}): TimePoint => ({
  time: new Date(noon + minute * 60_000).toISOString(),
  requests,
  errors: 0,
  costUsd: '0',
  totalTokens: 0,
  ...part,
});
const options = { intervalSeconds: 60, spanMs: 3_600_000, now: noon + 90_000 };

describe('one group over time', () => {
  test('its requests are told from those that failed; what lies ahead is left out', () => {
    const chart = prepareOverTime(
      [point(0, 5, { errors: 2 }), point(1, 0), point(2, 0)],
      'requests',
      options,
    );
    expect(chart.series.map(({ label }) => label)).toEqual(['Answered', 'Failed']);
    expect(chart.rows).toEqual([
      { at: noon, values: { answered: 3, errors: 2 } },
      { at: noon + 60_000, values: { answered: 0, errors: 0 } },
    ]);
  });

  test('a cost is money', () => {
    const chart = prepareOverTime([point(0, 1, { costUsd: '0.0123' })], 'costUsd', options);
    expect(chart.rows[0]?.values).toEqual({ costUsd: 0.0123 });
    expect([chart.whole, chart.format(0.0123), chart.formatTick(1_234)]).toEqual([
      false,
      '$0.0123',
      '$1,234',
    ]);
  });
});

describe('groups over time', () => {
  const group = (label: string, ...requests: number[]) => ({
    label,
    overTime: requests.map((count, minute) => point(minute, count)),
  });

  test('stand on each other', () => {
    const chart = prepareGroups(
      [group('a', 1, 2), group('b', 3, 0)],
      [point(0, 0), point(1, 0)],
      'requests',
      options,
    );
    expect(chart.series.map(({ label }) => label)).toEqual(['a', 'b']);
    expect(chart.rows.map(({ values }) => [values['0'], values['1']])).toEqual([
      [1, 3],
      [2, 0],
    ]);
  });

  test('beyond the sixth, and what is not listed at all, are others', () => {
    const many = Array.from({ length: 8 }, (_, index) => group(`value ${index}`, 1, 1));
    const chart = prepareGroups(many, [point(0, 10), point(1, 0)], 'requests', options);
    expect(chart.series).toHaveLength(7);
    expect(chart.series.at(-1)).toMatchObject({ label: 'Others' });
    expect(chart.rows.map(({ values }) => values.rest)).toEqual([12, 2]);
    expect(new Set(chart.series.map(({ color }) => color)).size).toBe(7);
  });

  test('values that are called alike are series of their own', () => {
    const chart = prepareGroups([group('rest', 1), group('rest', 2)], [], 'requests', options);
    expect(new Set(chart.series.map(({ key }) => key)).size).toBe(2);
    expect(chart.rows[0]?.values).toMatchObject({ 0: 1, 1: 2 });
  });

  test('nothing is an empty chart', () => {
    expect(prepareGroups([], [], 'errors', options)).toMatchObject({ series: [], rows: [] });
  });
});
