import { expect, test } from 'vitest';
import { bulkTargets } from './bulk-targets.ts';

test('ids go in calls of a thousand', () => {
  const ids = new Set(Array.from({ length: 2_001 }, (_, index) => String(index)));
  expect(bulkTargets({ ids, all: null }, 'status:5xx').map(({ requests }) => requests)).toEqual([
    1_000, 1_000, 1,
  ]);
  expect(bulkTargets({ ids: new Set(), all: null }, '')).toEqual([]);
});

test('all that match are one call, whatever was ticked before', () => {
  const all = { from: '2026-11-20T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' };
  expect(bulkTargets({ ids: new Set(['a']), all }, 'status:5xx')).toEqual([
    { target: { timeRange: all, filter: 'status:5xx' }, requests: null },
  ]);
});
