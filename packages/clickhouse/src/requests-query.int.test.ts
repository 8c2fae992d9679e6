import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Filter } from '@heliograph/contracts/filter';
import { costPartSchema } from '@heliograph/contracts/prices';
import { freshClickHouse } from '@heliograph/stack/testing/services';
import { migratedClickHouse } from './testing/migrated-clickhouse.ts';
import { type ClickHouseClient, createClickHouseClient } from './client.ts';
import { costToColumns, type StoredCost } from './cost-columns.ts';
import { migrateClickHouse } from './migrate.ts';
import { getRequest } from './get-request.ts';
import { queryRequests } from './requests-query.ts';
import { idOf, noon, ours, priced, sampleRow as row } from './testing/sample-row.ts';
import { insertRequestBodies, insertRequests } from './testing/insert-rows.ts';
import { toTimestamp } from './timestamp.ts';

const theirs = '019aa2b4-0000-7000-8000-00000000000b';
const day = { from: new Date(noon - 43_200_000), to: new Date(noon + 43_200_000) };

const noPrice: StoredCost = {
  ...priced,
  total: null,
  computed: null,
  parts: Object.fromEntries(costPartSchema.options.map((part) => [part, null])) as StoredCost['parts'],
  source: 'none',
  priceRow: '',
  flags: ['no_price'],
};

let client: ClickHouseClient;
let address: { url: string; database: string; drop(): Promise<void> };

beforeAll(async () => {
  address = await migratedClickHouse();
  client = createClickHouseClient(address);
  await insertRequests(
    client,
    [
      row(1, { user_id: 'anna', properties: { feature: 'Support' }, property_names: { feature: 'Feature' } }),
      row(2, {
        ...costToColumns(noPrice),
        user_id: "o'brien",
        status: 429,
        outcome: 'failed',
        created_at: toTimestamp(noon + 1000),
      }),
      row(3, {
        user_id: 'Анна',
        stream: true,
        latency_ms: 50,
        time_to_first_token_ms: 12.5,
        provider_key_fingerprint: 'c0ffee',
        attempt_count: 3,
        fallback_index: 0,
      }),
      row(4, {
        session_id: 's-1',
        name: 'support_ticket',
        prompt_id: 'support',
        prompt_version: '2',
        country: 'JP',
        model: 'claude-sonnet-4',
        provider: 'anthropic',
      }),
      row(5, { organization_id: theirs, user_id: 'anna' }),
    ],
    'seed',
  );
});

afterAll(async () => {
  await client.close();
  await address.drop();
});

async function found(filter: Filter): Promise<string[]> {
  const { items } = await queryRequests(client, { organizationId: ours, ...day, filter, limit: 50 });
  return items.map(({ id }) => id).sort();
}

test('four processes that migrate at once leave one schema, and a second time applies nothing', async () => {
  const fresh = await freshClickHouse();
  await Promise.all([1, 2, 3, 4].map(() => migrateClickHouse(fresh)));
  expect(await migrateClickHouse(fresh)).toEqual([]);
  await fresh.drop();
});

test('a database that is missing is made', async () => {
  const database = `${address.database}_made`;
  await migrateClickHouse({ url: address.url, database });
  const made = createClickHouseClient({ url: address.url, database });
  expect((await queryRequests(made, { organizationId: ours, ...day, limit: 1 })).items).toEqual([]);
  await made.command({ query: `DROP DATABASE ${database} SYNC` });
  await made.close();
});

test('a list shows own requests alone, newest first, with usage as an invoice reads', async () => {
  const { items, nextCursor } = await queryRequests(client, { organizationId: ours, ...day, limit: 50 });
  expect(items.map(({ id }) => id)).toEqual([idOf(2), idOf(4), idOf(3), idOf(1)]);
  expect(nextCursor).toBeNull();
  expect(items[3]).toMatchObject({
    createdAt: '2026-11-20T12:00:00.000Z',
    latencyMs: 812.345,
    userId: 'anna',
    sessionId: null,
    properties: { Feature: 'Support' },
    costUsd: '0.000007875',
    usage: { inputTokens: 15, cachedInputTokens: 5, outputTokens: 10, reasoningTokens: 3, totalTokens: 25 },
  });
});

test('a stream says how fast its tokens came; keys can be told apart', async () => {
  const filter = { field: 'providerKeyFingerprint', operator: '=', value: 'c0ffee' } as const;
  const { items } = await queryRequests(client, { organizationId: ours, ...day, filter, limit: 50 });
  // 10 tokens in the 37.5 ms after the first one.
  expect(items).toMatchObject([{ id: idOf(3), providerKeyFingerprint: 'c0ffee', tokensPerSecond: 266.67 }]);
  expect(await getRequest(client, { organizationId: ours, id: idOf(1) })).toMatchObject({
    providerKeyFingerprint: null,
    tokensPerSecond: null,
    usageFlags: [],
    serviceTier: 'standard',
  });
});

test('a request says which prompt it was made with and where it came from', async () => {
  for (const [field, value] of [
    ['promptId', 'support'],
    ['promptVersion', '2'],
    ['country', 'JP'],
  ] as const) {
    expect(await found({ field, operator: '=', value }), field).toEqual([idOf(4)]);
    expect(await found({ field, operator: 'exists', value: false }), field).not.toContain(idOf(4));
  }
  const filter = { field: 'promptEnvironment', operator: 'exists', value: true } as const;
  expect(await found(filter)).toEqual([]);
  expect(await getRequest(client, { organizationId: ours, id: idOf(4) })).toMatchObject({
    promptId: 'support',
    promptVersion: '2',
    promptEnvironment: null,
    country: 'JP',
  });
});

test('an answer that came at once has no speed', async () => {
  const organizationId = '019aa2b4-0000-7000-8000-00000000000d';
  const times = { stream: true, latency_ms: 28, time_to_first_token_ms: 27.5 };
  await insertRequests(client, [row(1, { ...times, organization_id: organizationId })], 'at-once');
  const { items } = await queryRequests(client, { organizationId, ...day, limit: 1 });
  expect(items[0]?.tokensPerSecond).toBeNull();
});

test('rows from before attempts were counted have as many as they list', async () => {
  const organizationId = '019aa2b4-0000-7000-8000-00000000000e';
  await client.insert({
    table: 'requests',
    values: [{ organization_id: organizationId, id: idOf(1), attempts: '[{"status":500},{"status":200}]' }],
    columns: ['organization_id', 'id', 'attempts'],
    format: 'JSONEachRow',
  });
  const result = await client.query({
    query: 'SELECT attempt_count, fallback_index FROM requests WHERE organization_id = {organizationId:UUID}',
    query_params: { organizationId },
    format: 'JSONEachRow',
  });
  expect(await result.json()).toEqual([{ attempt_count: 2, fallback_index: null }]);
});

test('pages over equal timestamps neither repeat nor skip, also while rows arrive', async () => {
  const organizationId = '019aa2b4-0000-7000-8000-00000000000c';
  const all = Array.from({ length: 25 }, (_, index) => row(100 + index, { organization_id: organizationId }));
  await insertRequests(client, all, 'pages');
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await queryRequests(client, { organizationId, ...day, limit: 4, cursor });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
    const late = row(500 + seen.length, {
      organization_id: organizationId,
      created_at: toTimestamp(noon + 5000),
    });
    await insertRequests(client, [late], `late-${seen.length}`);
  } while (cursor !== undefined);
  expect([...seen].sort()).toEqual(all.map(({ id }) => id).sort());
});

test.each<[string, Filter, number[]]>([
  ['text =', { field: 'userId', operator: '=', value: 'anna' }, [1]],
  ['text with a quote', { field: 'userId', operator: '=', value: "o'brien" }, [2]],
  ['text !=', { field: 'provider', operator: '!=', value: 'openai' }, [4]],
  ['contains without case, any script', { field: 'userId', operator: 'contains', value: 'АНН' }, [3]],
  ['number >=', { field: 'status', operator: '>=', value: 400 }, [2]],
  ['number <', { field: 'latencyMs', operator: '<', value: 50.5 }, [3]],
  ['computed number', { field: 'totalTokens', operator: '=', value: 25 }, [1, 2, 3, 4]],
  ['boolean', { field: 'stream', operator: '=', value: true }, [3]],
  ['an amount', { field: 'costUsd', operator: '>', value: 0.000007 }, [1, 3, 4]],
  ['no price', { field: 'costUsd', operator: 'exists', value: false }, [2]],
  ['who said the price', { field: 'costSource', operator: '=', value: 'table' }, [1, 3, 4]],
  ['not from the cache', { field: 'cacheHit', operator: '=', value: false }, [1, 2, 3, 4]],
  ['attempts', { field: 'attemptCount', operator: '>', value: 1 }, [3]],
  ['a fallback', { field: 'fallbackIndex', operator: 'exists', value: true }, [3]],
  ['uuid', { field: 'id', operator: '=', value: idOf(4) }, [4]],
  ['in', { field: 'model', operator: 'in', value: ['claude-sonnet-4', 'x'] }, [4]],
  ['exists', { field: 'sessionId', operator: 'exists', value: true }, [4]],
  ['exists of a nullable number', { field: 'timeToFirstTokenMs', operator: 'exists', value: true }, [3]],
  ['does not exist', { field: 'property.feature', operator: 'exists', value: false }, [2, 3, 4]],
  ['property, name without case', { field: 'property.FEATURE', operator: '=', value: 'Support' }, [1]],
  ['property, value with case', { field: 'property.feature', operator: '=', value: 'support' }, []],
  [
    'groups',
    {
      and: [
        {
          or: [
            { field: 'name', operator: '=', value: 'support_ticket' },
            { field: 'status', operator: '=', value: 429 },
          ],
        },
        { not: { field: 'provider', operator: '=', value: 'openai' } },
      ],
    },
    [4],
  ],
  [
    'an attempt at injection is a value like any',
    { field: 'userId', operator: '=', value: "' OR 1=1 --" },
    [],
  ],
  ['the same in a property name', { field: "property.x'] OR 1=1 --", operator: 'exists', value: true }, []],
])('filters by %s', async (_title, filter, expected) => {
  expect(await found(filter)).toEqual(expected.map(idOf));
});

test.each<[string, Filter, RegExp]>([
  [
    'a number for text',
    { field: 'userId', operator: '=', value: 5 },
    /userId is compared with 5, but takes text/,
  ],
  ['text for a number', { field: 'status', operator: '=', value: '200' }, /status .* takes a number/],
  ['no UUID', { field: 'id', operator: '=', value: 'abc' }, /takes a UUID/],
  ['a list for one value', { field: 'model', operator: '=', value: ['a'] }, /use "in" for a list/],
  ['contains on a number', { field: 'status', operator: 'contains', value: 'x' }, /"contains" is for text/],
  ['an order of texts', { field: 'model', operator: '>', value: 'a' }, /">" is for numbers/],
])('refuses %s and says why', async (_title, filter, message) => {
  await expect(found(filter)).rejects.toThrow(expect.objectContaining({ code: 'invalid_request' }));
  await expect(found(filter)).rejects.toThrow(message);
});

test('a foreign cursor is refused', async () => {
  const page = queryRequests(client, { organizationId: ours, ...day, limit: 1, cursor: 'bm90IG91cnM' });
  await expect(page).rejects.toThrow(expect.objectContaining({ code: 'invalid_request' }));
});

test('one request comes with its bodies; another organization gets none', async () => {
  const insertBodies = () =>
    insertRequestBodies(
      client,
      [
        {
          organization_id: ours,
          created_at: toTimestamp(noon),
          id: idOf(1),
          request_body: '{"messages":[]}',
          request_content_type: 'application/json',
          request_truncated: false,
          request_omitted: false,
          request_headers: { 'content-type': 'application/json' },
          response_body: null,
          response_content_type: '',
          response_truncated: false,
          response_omitted: true,
          response_headers: {},
          response_message: '{"role":"assistant"}',
        },
      ],
      'bodies',
    );
  await insertBodies();
  await insertBodies();
  const detail = await getRequest(client, { organizationId: ours, id: idOf(1) });
  expect(detail).toMatchObject({
    id: idOf(1),
    targetOrigin: 'https://api.openai.com',
    request: { bytes: 120, text: '{"messages":[]}', contentType: 'application/json', omitted: false },
    costUsd: '0.000007875',
    cost: {
      totalUsd: '0.000007875',
      computedUsd: '0.000007875',
      reportedUsd: null,
      savedUsd: null,
      source: 'table',
      priceRow: 'openai/gpt-4o-mini #00000000',
      flags: [],
      parts: [
        { part: 'inputTokens', units: 10, usd: '0.0000015' },
        { part: 'cachedInputTokens', units: 5, usd: '0.000000375' },
        { part: 'outputTokens', units: 7, usd: '0.0000042' },
        { part: 'reasoningTokens', units: 3, usd: '0.0000018' },
      ],
    },
    response: { bytes: 640, text: null, contentType: null, omitted: true, message: { role: 'assistant' } },
  });
  expect(await getRequest(client, { organizationId: theirs, id: idOf(1) })).toBeNull();
  const result = await client.query({
    query: 'SELECT toUInt32(count()) AS n FROM request_bodies',
    format: 'JSONEachRow',
  });
  expect(await result.json()).toEqual([{ n: 1 }]);
});

test('calls that share an id are requests of their own: the newest is shown, with the others beside it', async () => {
  const shared = { id: idOf(77), organization_id: '019aa2b4-0000-7000-8000-0000000000dd' };
  const calls = [
    row(77, { ...shared, status: 500, outcome: 'failed', latency_ms: 30_000, ...costToColumns(noPrice) }),
    row(77, { ...shared, created_at: toTimestamp(noon + 31_000) }),
  ];
  // In batches of their own, as they come in.
  for (const [n, call] of calls.entries()) await insertRequests(client, [call], `same-id-${n}`);
  const detail = await getRequest(client, { organizationId: shared.organization_id, id: idOf(77) });
  expect(detail).toMatchObject({
    createdAt: new Date(noon + 31_000).toISOString(),
    otherCalls: [
      {
        createdAt: new Date(noon).toISOString(),
        status: 500,
        outcome: 'failed',
        latencyMs: 30_000,
        costUsd: null,
      },
    ],
  });
  const { items } = await queryRequests(client, {
    organizationId: shared.organization_id,
    ...day,
    limit: 10,
  });
  expect(items.map(({ status }) => status)).toEqual([200, 500]);
});
