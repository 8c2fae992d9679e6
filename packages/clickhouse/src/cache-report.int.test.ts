import { migratedClickHouse } from './testing/migrated-clickhouse.ts';
import type { FreshClickHouse } from '@heliograph/stack/testing/services';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCacheReport } from './cache-report.ts';
import { type ClickHouseClient, createClickHouseClient } from './client.ts';
import { costToColumns } from './cost-columns.ts';
import type { RequestRow } from './requests-table.ts';
import { insertRequests } from './testing/insert-rows.ts';
import { idOf, noon, ours, priced, sampleRow } from './testing/sample-row.ts';
import { toTimestamp } from './timestamp.ts';

const theirs = idOf(99);
const HOUR = 3_600_000;
let client: ClickHouseClient;
let address: FreshClickHouse;

const saved = { ...costToColumns({ ...priced, total: '0', saved: '0.000007875' }), cost_source: 'table' };
const miss = (n: number, part: Partial<RequestRow> = {}) =>
  sampleRow(n, { cache_status: 'miss', cache_key: 'a'.repeat(64), ...part });
const hit = (n: number, part: Partial<RequestRow> = {}) =>
  sampleRow(n, {
    ...saved,
    ...{ cache_hit: true, cache_status: 'hit', cache_kind: 'exact', cache_key: 'a'.repeat(64) },
    ...{ cache_original_id: idOf(1), cache_original_latency_ms: 812.5, latency_ms: 2.5 },
    ...part,
  } as Partial<RequestRow>);

beforeAll(async () => {
  address = await migratedClickHouse();
  client = createClickHouseClient(address);
  const later = toTimestamp(noon + HOUR);
  await insertRequests(
    client,
    [
      miss(1),
      hit(2),
      hit(3, { created_at: later, cache_original_id: idOf(7) }),
      hit(4, { created_at: later, cache_status: 'coalesced', cache_key: 'b'.repeat(64), request_model: '' }),
      // Came later than the original had: nothing was saved in time, and no price is known.
      hit(5, { created_at: later, cache_key: '', latency_ms: 900, saved: null }),
      sampleRow(6),
      hit(8, { organization_id: theirs }),
      hit(9, { created_at: toTimestamp(noon - 24 * HOUR) }),
    ],
    'cache-report',
  );
});
afterAll(async () => {
  await client.close();
  await address.drop();
});

const report = (organizationId: string, fromMs: number, toMs: number) =>
  readCacheReport(client, { organizationId, from: new Date(fromMs), to: new Date(toMs) });

it('counts hits, misses and what was saved, step by step, and names what was served most', async () => {
  expect(await report(ours, noon, noon + 24 * HOUR)).toEqual({
    totals: {
      ...{ hits: 3, coalesced: 1, misses: 1, savedUsd: '0.000023625' },
      ...{ unpriced: 1, savedMs: 2_430 },
    },
    stepSeconds: 900,
    series: [
      { at: '2026-11-20T12:00:00.000Z', hits: 1, coalesced: 0, misses: 1, savedUsd: '0.000007875' },
      { at: '2026-11-20T13:00:00.000Z', hits: 2, coalesced: 1, misses: 0, savedUsd: '0.00001575' },
    ],
    top: [
      {
        key: 'a'.repeat(64),
        model: 'gpt-4o-mini',
        hits: 2,
        savedUsd: '0.00001575',
        savedMs: 1_620,
        lastHitAt: '2026-11-20T13:00:00.000Z',
        originalId: idOf(7),
        requestPreview: 'Say hello',
      },
      expect.objectContaining({ key: 'b'.repeat(64), model: null, hits: 1 }),
    ],
  });
});

it('tells nothing of other organizations and other times', async () => {
  expect((await report(theirs, noon, noon + 24 * HOUR)).totals).toMatchObject({ hits: 1, misses: 0 });
  expect((await report(idOf(98), noon, noon + 24 * HOUR)).top).toEqual([]);
  expect((await report(ours, noon + 1, noon + HOUR)).totals).toMatchObject({ hits: 0, savedUsd: '0' });
});

it.each([
  [HOUR / 4, 60],
  [HOUR, 60],
  [24 * HOUR, 900],
  [7 * 24 * HOUR, 6 * 3_600],
  [30 * 24 * HOUR, 86_400],
  [20 * 365 * 24 * HOUR, 73 * 86_400],
])('a range of %i ms has steps of %i s', async (range, seconds) => {
  expect((await report(ours, noon, noon + range)).stepSeconds).toBe(seconds);
});
