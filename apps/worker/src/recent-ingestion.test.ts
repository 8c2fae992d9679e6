import { expect, test } from 'vitest';
import { createRecentIngestion } from './recent-ingestion.ts';

test('counts the last minute and forgets what is older', () => {
  const recent = createRecentIngestion();
  for (let n = 0; n < 120; n += 1) recent.stored(n * 1_000, n);
  recent.failed(119_000, 'ClickHouse is away');
  expect(recent.facts(119_500)).toEqual({
    at: 119_500,
    storedPerSecond: 1,
    lagP50Ms: 89,
    lagP95Ms: 116,
    failures: 1,
    lastFailure: { at: 119_000, reason: 'ClickHouse is away' },
  });
  expect(recent.facts(500_000)).toMatchObject({ storedPerSecond: 0, lagP95Ms: null, failures: 0 });
});

test('a minute of any throughput is kept in bounded memory, with recent lags', () => {
  const recent = createRecentIngestion();
  for (let n = 0; n < 10_000; n += 1) recent.stored(1_000, n < 5_000 ? 1 : 7);
  expect(recent.facts(1_500)).toMatchObject({ storedPerSecond: 10_000 / 60, lagP50Ms: 7 });
});

test('a clock that jumps back does not count what lies ahead', () => {
  const recent = createRecentIngestion();
  recent.stored(3_600_000, 5);
  recent.stored(1_000, 9);
  expect(recent.facts(1_000)).toMatchObject({ storedPerSecond: 1 / 60, lagP50Ms: 9 });
});
