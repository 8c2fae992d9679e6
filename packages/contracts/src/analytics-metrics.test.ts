import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyticsGroups } from './analytics-groups.ts';
import { analyticsMetrics, isAllowed, unitOf } from './analytics-metrics.ts';

describe('docs/analytics.md', () => {
  it('names every metric with its aggregations, and every group', async () => {
    const docs = await readFile(path.resolve(import.meta.dirname, '../../../docs/analytics.md'), 'utf8');
    const rows = docs.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
    for (const [metric, { aggregations }] of Object.entries(analyticsMetrics)) {
      const row = rows.find(([, names = '']) => names.split(', ').includes(`\`${metric}\``));
      expect([metric, row?.[2]]).toEqual([metric, aggregations.map((name) => `\`${name}\``).join(', ')]);
    }
    for (const group of Object.keys(analyticsGroups)) expect(docs).toContain(`\`${group}\``);
  });
});

it('every aggregation of a metric has a unit, and no other is allowed', () => {
  expect(isAllowed('latency', 'p95')).toBe(true);
  expect(isAllowed('latency', 'sum')).toBe(false);
  expect([unitOf('errors', 'rate'), unitOf('requests', 'per_minute'), unitOf('cost', 'p95')]).toEqual([
    'share',
    'per_minute',
    'usd',
  ]);
});
