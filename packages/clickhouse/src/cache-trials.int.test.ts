import { migratedClickHouse } from './testing/migrated-clickhouse.ts';
import type { FreshClickHouse } from '@heliograph/stack/testing/services';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CacheShadow } from '@heliograph/contracts/cache-facts';
import { cacheToColumns } from './cache-columns.ts';
import { readCacheTrials } from './cache-trials.ts';
import { type ClickHouseClient, createClickHouseClient } from './client.ts';
import type { RequestRow } from './requests-table.ts';
import { insertRequests } from './testing/insert-rows.ts';
import { idOf, noon, ours, sampleRow } from './testing/sample-row.ts';
import { toTimestamp } from './timestamp.ts';

const theirs = idOf(99);
const HOUR = 3_600_000;
let client: ClickHouseClient;
let address: FreshClickHouse;

const trial = (n: number, shadow: Partial<CacheShadow> | null, part: Partial<RequestRow> = {}) =>
  sampleRow(n, {
    ...cacheToColumns({
      status: 'miss',
      ...{ kind: null, key: 'a'.repeat(64), originalId: null, originalLatencyMs: null, similarity: null },
      shadow: shadow && {
        originalId: idOf(50),
        similarity: 0.9,
        difference: null,
        answerSimilarity: 0.5,
        ...shadow,
      },
    }),
    ...part,
  });

beforeAll(async () => {
  address = await migratedClickHouse();
  client = createClickHouseClient(address);
  await insertRequests(
    client,
    [
      trial(1, { similarity: 0.994, difference: 'numbers', answerSimilarity: null }),
      trial(2, {}, { created_at: toTimestamp(noon + HOUR), request_model: '', request_preview: 'How?' }),
      trial(3, null),
      sampleRow(4),
      trial(5, {}, { organization_id: theirs }),
      trial(6, {}, { created_at: toTimestamp(noon - 24 * HOUR) }),
    ],
    'cache-trials',
  );
});
afterAll(async () => {
  await client.close();
  await address.drop();
});

const trials = (organizationId: string, fromMs: number, toMs: number) =>
  readCacheTrials(client, { organizationId, from: new Date(fromMs), to: new Date(toMs) });

it('lists what would have been served, newest first, of one organization and time range', async () => {
  const { total, items } = await trials(ours, noon, noon + 24 * HOUR);
  expect(total).toBe(2);
  expect(items).toEqual([
    {
      requestId: idOf(2),
      at: new Date(noon + HOUR).toISOString(),
      model: null,
      requestPreview: 'How?',
      ...{ originalId: idOf(50), similarity: 0.9, difference: null, answerSimilarity: 0.5 },
    },
    {
      requestId: idOf(1),
      at: new Date(noon).toISOString(),
      model: 'gpt-4o-mini',
      requestPreview: 'Say hello',
      ...{ originalId: idOf(50), similarity: 0.994, difference: 'numbers', answerSimilarity: null },
    },
  ]);
});

it('says where there are none', async () => {
  expect(await trials(idOf(98), noon, noon + HOUR)).toEqual({ total: 0, items: [] });
});
