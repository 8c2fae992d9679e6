import { expect, test } from 'vitest';
import { prepareLimited } from './prepare-limited.ts';

test('refused requests are stacked by where the limit is set', () => {
  const counts = { header: 1, rule: 2, key: 3, budget: 4, provider: 5 };
  const chart = prepareLimited(
    { buckets: [{ at: '2026-11-20T12:00:00.000Z', ...counts }], stepSeconds: 60 },
    3_600_000,
  );
  expect(chart.series.map(({ key, label }) => [key, label])).toEqual([
    ['rule', 'Rules'],
    ['header', 'Headers'],
    ['key', 'API keys'],
    ['budget', 'Budgets'],
    ['provider', 'Providers'],
  ]);
  expect(chart.rows).toEqual([{ at: Date.parse('2026-11-20T12:00:00Z'), values: counts }]);
  expect(chart.formatTick(12_000)).toBe('12k');
});
