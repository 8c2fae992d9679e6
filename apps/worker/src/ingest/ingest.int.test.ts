import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { getRequest } from '@heliograph/clickhouse/get-request';
import { queryRequests } from '@heliograph/clickhouse/requests-query';
import { noBillingFacts } from '@heliograph/contracts/billing-facts';
import { sampleAttempt, sampleBody } from '@heliograph/contracts/testing/sample-record';
import { noUsage } from '@heliograph/contracts/token-usage';
import { enqueueRecords } from '@heliograph/queue/ingest-queue';
import { decodeFrames, encodeFrame } from '@heliograph/queue/record-frame';
import { makeExchange } from '../testing/make-exchange.ts';
import { prepareWorker, type WorkerUnderTest } from '../testing/worker-under-test.ts';

const organizationId = makeExchange().record.organizationId;
let worker: WorkerUnderTest;

beforeEach(async () => {
  worker = await prepareWorker();
});
afterEach(() => worker.cleanUp());

test('a batch becomes rows that the API reads back whole', async () => {
  await worker.startReady();
  const exchange = makeExchange();
  await worker.send('segment-1-0', [exchange, makeExchange()]);
  await worker.drained();
  const detail = await getRequest(worker.clickHouse, { organizationId, id: exchange.record.id });
  expect(detail).toMatchObject({
    createdAt: new Date(exchange.record.createdAt).toISOString(),
    model: 'gpt-4o-mini-2024-07-18',
    requestModel: 'gpt-4o-mini',
    latencyMs: 812.346,
    userId: 'from-body',
    sessionId: 's-1',
    name: 'greeting',
    properties: { Feature: 'Support' },
    usage: { inputTokens: 12, cachedInputTokens: 4, outputTokens: 8, reasoningTokens: 3, totalTokens: 20 },
    usageSource: 'reported',
    // 8 × 0.15 + 4 × 0.075 + 8 × 0.6 USD per million.
    costUsd: '0.0000063',
    costSource: 'table',
    requestPreview: 'Say hello',
    responsePreview: 'Hello!',
    request: { text: Buffer.from(exchange.requestBody).toString() },
    response: { headers: { vary: 'Origin, Accept' }, message: null },
  });
  expect(await worker.stored('requests')).toHaveLength(2);
});

test('what was said is found, in any script, but not what was left out', async () => {
  await worker.startReady();
  const body = sampleBody({ bytes: 0, omitted: true });
  const exchanges = {
    escaped: makeExchange({}, 'Где "Москва"?'),
    omitted: { ...makeExchange({ request: body }, 'secret'), requestBody: new Uint8Array() },
    answered: makeExchange({}, '東京'),
  };
  const ascii = Buffer.from(exchanges.escaped.requestBody)
    .toString()
    .replace(/[^\0-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  await worker.send('segment-1-0', [
    { ...exchanges.escaped, requestBody: Buffer.from(ascii) },
    exchanges.omitted,
    exchanges.answered,
  ]);
  await worker.drained();
  const find = async (field: 'text' | 'requestText', value: string) => {
    const now = Date.now();
    const range = { from: new Date(now - 600_000), to: new Date(now + 600_000), limit: 10 };
    const filter = { field, operator: 'contains', value } as const;
    const { items } = await queryRequests(worker.clickHouse, { organizationId, ...range, filter });
    return items.map(({ id }) => id);
  };
  expect(await find('requestText', 'где москва')).toEqual([exchanges.escaped.record.id]);
  expect(await find('text', '東京')).toEqual([exchanges.answered.record.id]);
  expect(await find('text', 'secret')).toEqual([]);
  expect(await find('text', 'user')).toEqual([]);
  expect(await find('text', 'HELLO')).toHaveLength(3);
});

test('an answer of the cache costs nothing and says what it saved, and whose answer it was', async () => {
  await worker.startReady();
  const original = makeExchange();
  const cache = {
    ...({ status: 'hit', kind: 'exact', key: 'c'.repeat(64), originalId: original.record.id } as const),
    ...{ originalLatencyMs: 812.346, similarity: null, shadow: null },
  };
  const hit = makeExchange({ cacheHit: true, cache, attempts: [] });
  await worker.send('segment-1-1', [original, hit]);
  await worker.drained();
  expect(await getRequest(worker.clickHouse, { organizationId, id: hit.record.id })).toMatchObject({
    ...{ cacheHit: true, cacheStatus: 'hit', cache, costUsd: '0', savedUsd: '0.0000063' },
    usage: { totalTokens: 20 },
  });
  expect(await getRequest(worker.clickHouse, { organizationId, id: original.record.id })).toMatchObject({
    ...{ cacheHit: false, cacheStatus: null, cache: null, costUsd: '0.0000063', savedUsd: null },
  });
});

test('what the proxy read of an omitted answer stands in the row', async () => {
  await worker.startReady();
  const { record, requestBody } = makeExchange();
  const omittedFacts = {
    requestModel: 'gpt-4o-mini',
    responseModel: 'gpt-4o-mini-2024-07-18',
    usage: { ...noUsage, inputTokens: 12, outputTokens: 8 },
    usageSource: 'reported' as const,
    usageFlags: [],
    billing: noBillingFacts,
  };
  const response = { ...record.response, omitted: true };
  await worker.send('segment-8-0', [
    { record: { ...record, response, omittedFacts }, requestBody, responseBody: new Uint8Array() },
  ]);
  await worker.drained();
  expect(await getRequest(worker.clickHouse, { organizationId, id: record.id })).toMatchObject({
    model: 'gpt-4o-mini-2024-07-18',
    usage: { inputTokens: 12, outputTokens: 8 },
    usageSource: 'reported',
    responsePreview: '',
    response: { omitted: true, text: null, bytes: record.response.bytes },
  });
});

test('what a fallback answered is shown and priced as what it is', async () => {
  await worker.startReady();
  const next = { kind: 'fallback', reason: 'status 503', waitMs: 0 } as const;
  const attempts = [
    sampleAttempt({ called: false, status: null, next }),
    sampleAttempt({ status: 503, next }),
    sampleAttempt({ provider: 'groq', model: 'llama-3.3-70b-versatile', fallbackIndex: 1 }),
  ];
  const fallback = { provider: 'groq', fallbackIndex: 1, fallbackModel: 'llama-3.3-70b-versatile', attempts };
  const { record, requestBody, responseBody } = makeExchange(fallback);
  // An answer that doesn't name its model: then it is the one that was asked for.
  const nameless = Buffer.from(responseBody.toString().replace('"model":"gpt-4o-mini-2024-07-18",', ''));
  const exchanges = [makeExchange(), { record, requestBody, responseBody: nameless }];
  await worker.send('segment-11-0', exchanges);
  await worker.drained();
  const [own, other] = await Promise.all(
    exchanges.map(({ record: { id } }) => getRequest(worker.clickHouse, { organizationId, id })),
  );
  expect(own).toMatchObject({ attemptCount: 0, fallbackIndex: null, model: 'gpt-4o-mini-2024-07-18' });
  expect(other).toMatchObject({
    provider: 'groq',
    requestModel: 'gpt-4o-mini',
    model: 'llama-3.3-70b-versatile',
    attemptCount: 2,
    fallbackIndex: 1,
    attempts,
  });
  expect(other?.cost.priceRow).toMatch(/^groq\/llama-3\.3-70b-versatile /);
});

test('how the limits stood that counted a request is told of it', async () => {
  await worker.startReady();
  const limits = [
    {
      scope: 'header' as const,
      policy: '5;w=60',
      ruleId: null,
      unit: 'cents' as const,
      limit: 5,
      remaining: 4.25,
      resetMs: 1_500,
      refused: false,
    },
  ];
  const exchanges = [makeExchange({ limits }), makeExchange()];
  await worker.send('segment-12-0', exchanges);
  await worker.drained();
  const [counted, free] = await Promise.all(
    exchanges.map(({ record: { id } }) => getRequest(worker.clickHouse, { organizationId, id })),
  );
  expect([counted?.limits, free?.limits]).toEqual([limits, []]);
});

test('a stream that was cut is counted here, and marked so', async () => {
  await worker.startReady();
  const { record, requestBody } = makeExchange({ outcome: 'cancelled', stream: true });
  const words = ['One ', 'two ', 'three ', 'four'];
  const chunks = words.map((content) => ({
    model: 'gpt-4o-mini-2024-07-18',
    choices: [{ delta: { content } }],
  }));
  const responseBody = Buffer.from(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join(''));
  const response = { ...record.response, contentType: 'text/event-stream', bytes: responseBody.length };
  const attempts = [sampleAttempt()];
  await worker.send('segment-8-1', [
    { record: { ...record, attempts, response }, requestBody, responseBody },
  ]);
  await worker.drained();
  expect(await getRequest(worker.clickHouse, { organizationId, id: record.id })).toMatchObject({
    // "Say hello" in its message, and four words.
    usage: { inputTokens: 9, outputTokens: 4 },
    usageSource: 'estimated',
    usageFlags: ['stream_incomplete'],
  });
});

test('the same job again changes nothing', async () => {
  await worker.startReady();
  const exchange = makeExchange();
  await worker.send('segment-2-0', [exchange]);
  await worker.drained();
  await worker.send('segment-2-0', [exchange]);
  await worker.drained();
  expect(await worker.stored('requests')).toEqual([exchange.record.id]);
  expect(await worker.stored('request_bodies')).toEqual([exchange.record.id]);
});

test('a record ClickHouse refuses is laid aside alone, with its reason; the rest of its batch is stored once', async () => {
  await worker.startReady();
  const good = Array.from({ length: 6 }, () => makeExchange());
  const poison = makeExchange({ id: '019aa2b4-0000-7000-8000-0000000000ff' }, 'canary-body');
  // Fits the record's schema, but no row: the table's own check refuses it.
  await worker.clickHouse.command({
    query: `ALTER TABLE requests ADD CONSTRAINT no_poison CHECK id != '${poison.record.id}' AND request_preview != ''`,
  });
  await worker.send('segment-3-0', [...good.slice(0, 3), poison, ...good.slice(3)]);
  await worker.drained();
  const expected = good.map(({ record }) => record.id).sort();
  expect((await worker.stored('requests')).sort()).toEqual(expected);
  const { items } = await worker.deadLetters.list(organizationId, { limit: 10 });
  expect(items).toEqual([
    expect.objectContaining({
      kind: 'record',
      sourceJobId: 'segment-3-0',
      requestId: poison.record.id,
      createdAt: poison.record.createdAt,
      reason: expect.stringContaining('no_poison'),
    }),
  ]);
  const kept = await worker.deadLetters.read(organizationId, items[0]?.id ?? '');
  const [frame] = decodeFrames(kept?.payload ?? Buffer.alloc(0));
  expect(frame?.exchange.record.id).toBe(poison.record.id);
  // ClickHouse quotes the row in what it says; the log says which error it was.
  expect(items[0]?.reason).toContain('canary-body');
  expect(worker.logs()).toContain('ClickHouse error 469 (VIOLATED_CONSTRAINT)');
  expect(worker.logs()).not.toContain('canary');
});

test('a batch that was refused, half stored, and then accepted is in once', async () => {
  await worker.startReady();
  const [early, ...good] = Array.from({ length: 5 }, () => makeExchange());
  const poison = makeExchange();
  // The worker learns here what the tables' columns are.
  await worker.send('segment-7-9', early === undefined ? [] : [early]);
  await worker.drained();
  await worker.clickHouse.command({
    query: `ALTER TABLE requests ADD CONSTRAINT no_poison CHECK id != '${poison.record.id}'`,
  });
  // The other table is away, so the attempt that halves the batch cannot end the job.
  await worker.clickHouse.command({ query: 'RENAME TABLE request_bodies TO bodies_away' });
  await worker.send('segment-8-0', [...good, poison]);
  await vi.waitUntil(async () => (await worker.stored('requests')).length === 5, { timeout: 20_000 });
  await worker.clickHouse.command({ query: 'ALTER TABLE requests DROP CONSTRAINT no_poison' });
  await worker.clickHouse.command({ query: 'RENAME TABLE bodies_away TO request_bodies' });
  await worker.drained();
  const expected = [early, ...good, poison].flatMap((exchange) => exchange?.record.id ?? []).sort();
  expect((await worker.stored('requests')).sort()).toEqual(expected);
  expect((await worker.stored('request_bodies')).sort()).toEqual(expected);
});

test('a damaged record is laid aside and the others are stored', async () => {
  await worker.startReady();
  const good = makeExchange();
  const damaged = encodeFrame(makeExchange({ outcome: 'unheard-of' as 'success' }));
  const frames = Buffer.concat([damaged, encodeFrame(good)]);
  await enqueueRecords(worker.queue, { jobId: 'segment-4-0', frames, count: 2 });
  await worker.drained();
  expect(await worker.stored('requests')).toEqual([good.record.id]);
  expect(await worker.deadLetters.count(organizationId)).toBe(1);
});

test('while ClickHouse is away nothing is lost, /readyz says so, and one that comes up empty gets its tables', async () => {
  const back = worker.env;
  const database = new URL(back['CLICKHOUSE_URL'] ?? '').pathname.slice(1);
  await worker.clickHouse.command({ query: `DROP DATABASE ${database} SYNC` });
  worker.env = { ...back, CLICKHOUSE_URL: 'http://127.0.0.1:9/heliograph' };
  await worker.start();
  await vi.waitUntil(async () => (await worker.readiness()).dependencies.redis === 'ok');
  expect((await worker.readiness()).dependencies).toEqual({
    clickhouse: 'unavailable',
    redis: 'ok',
    migrations: 'unavailable',
  });
  const exchange = makeExchange();
  await worker.send('segment-5-0', [exchange]);
  await worker.stop();
  expect(await worker.queue.getJobCountByTypes('waiting', 'delayed')).toBe(1);
  worker.env = back;
  await worker.startReady();
  await worker.drained();
  expect(await worker.stored('requests')).toEqual([exchange.record.id]);
});

test('a table that vanishes for a while only delays its rows', async () => {
  await worker.startReady();
  await worker.clickHouse.command({ query: 'RENAME TABLE requests TO requests_away' });
  const exchange = makeExchange();
  await worker.send('segment-6-0', [exchange]);
  await vi.waitUntil(async () => (await worker.queue.getJobCountByTypes('delayed')) === 1, {
    timeout: 10_000,
  });
  await worker.clickHouse.command({ query: 'RENAME TABLE requests_away TO requests' });
  await worker.drained();
  expect(await worker.stored('requests')).toEqual([exchange.record.id]);
  expect(await worker.stored('request_bodies')).toEqual([exchange.record.id]);
});

test('metrics count what was stored; logs hold no body and no header value', async () => {
  await worker.startReady();
  await worker.send('segment-7-0', [
    makeExchange({ requestHeaders: [['x-note', 'canary-header']] }, 'canary-body'),
  ]);
  await worker.drained();
  const metrics = await (await fetch(`${worker.url()}/metrics`)).text();
  expect(metrics).toMatch(/^heliograph_worker_records_stored_total 1$/m);
  expect(metrics).toMatch(/^heliograph_worker_queue_jobs\{state="waiting"\} 0$/m);
  expect((await fetch(`${worker.url()}/healthz`)).status).toBe(200);
  expect(worker.logs()).not.toContain('canary');
});
