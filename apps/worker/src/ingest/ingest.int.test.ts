import { Writable } from 'node:stream';
import type { Queue } from 'bullmq';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ClickHouseClient, createClickHouseClient } from '@heliograph/clickhouse/client';
import { getRequest } from '@heliograph/clickhouse/requests-query';
import { noBillingFacts } from '@heliograph/contracts/billing-facts';
import type { CapturedExchange } from '@heliograph/contracts/log-record';
import { noUsage } from '@heliograph/contracts/token-usage';
import { producerConnection } from '@heliograph/queue/connection';
import { createDeadLetterQueue } from '@heliograph/queue/dead-letter-queue';
import { createIngestQueue, enqueueRecords, type IngestQueue } from '@heliograph/queue/ingest-queue';
import { decodeFrames, encodeFrame } from '@heliograph/queue/record-frame';
import { freshClickHouse, freshRedis } from '@heliograph/stack/testing/services';
import { readEnv } from '../env.ts';
import { startWorker, type RunningWorker } from '../start-worker.ts';
import { makeExchange } from '../testing/make-exchange.ts';

const organizationId = makeExchange().record.organizationId;
let logs = '';
let worker: RunningWorker | null = null;
let clickHouse: ClickHouseClient;
let queue: IngestQueue;
let deadLetters: Queue;
let env: Record<string, string>;
let cleanUp: () => Promise<void>;

beforeEach(async () => {
  logs = '';
  const [store, redis] = await Promise.all([freshClickHouse(), freshRedis()]);
  const connection = producerConnection(redis.url);
  await vi.waitUntil(() => connection.status === 'ready');
  queue = createIngestQueue(connection);
  deadLetters = createDeadLetterQueue(connection);
  clickHouse = createClickHouseClient(store);
  const url = new URL(store.url);
  url.pathname = `/${store.database}`;
  env = { REDIS_URL: redis.url, CLICKHOUSE_URL: url.href, WORKER_PORT: '0', LOG_LEVEL: 'trace' };
  cleanUp = async () => {
    await worker?.close();
    worker = null;
    await queue.close();
    await deadLetters.close();
    connection.disconnect();
    await clickHouse.close();
    await redis.release();
    await store.drop();
  };
});

afterEach(() => cleanUp());

async function start(): Promise<void> {
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logs += chunk.toString();
      done();
    },
  });
  worker = await startWorker(readEnv(env), pino({ level: 'trace' }, sink));
}

async function startReady(): Promise<void> {
  await start();
  await vi.waitUntil(async () => (await readiness()).status === 'ready', { timeout: 10_000 });
}

async function readiness(): Promise<{ status: string; dependencies: Record<string, string> }> {
  const answer = await fetch(`http://127.0.0.1:${worker?.port}/readyz`);
  const body = (await answer.json()) as { status: string; dependencies: Record<string, string> };
  expect(answer.status).toBe(body.status === 'ready' ? 200 : 503);
  return body;
}

function send(jobId: string, exchanges: CapturedExchange[]): Promise<void> {
  const frames = Buffer.concat(exchanges.map(encodeFrame));
  return enqueueRecords(queue, { jobId, frames, count: exchanges.length });
}

async function stored(table: string): Promise<string[]> {
  const result = await clickHouse.query({
    query: `SELECT id FROM ${table} ORDER BY id`,
    format: 'JSONEachRow',
  });
  return (await result.json<{ id: string }>()).map(({ id }) => id);
}

const drained = () =>
  vi.waitUntil(async () => (await queue.getJobCountByTypes('waiting', 'active', 'delayed')) === 0, {
    timeout: 20_000,
  });

test('a batch becomes rows that the API reads back whole', async () => {
  await startReady();
  const exchange = makeExchange();
  await send('segment-1-0', [exchange, makeExchange()]);
  await drained();
  const detail = await getRequest(clickHouse, { organizationId, id: exchange.record.id });
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
    costUsd: null,
    requestPreview: 'Say hello',
    responsePreview: 'Hello!',
    request: { text: Buffer.from(exchange.requestBody).toString() },
    response: { headers: { vary: 'Origin, Accept' }, message: null },
  });
  expect(await stored('requests')).toHaveLength(2);
});

test('what the proxy read of an omitted answer stands in the row', async () => {
  await startReady();
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
  await send('segment-8-0', [
    { record: { ...record, response, omittedFacts }, requestBody, responseBody: new Uint8Array() },
  ]);
  await drained();
  expect(await getRequest(clickHouse, { organizationId, id: record.id })).toMatchObject({
    model: 'gpt-4o-mini-2024-07-18',
    usage: { inputTokens: 12, outputTokens: 8 },
    usageSource: 'reported',
    responsePreview: '',
    response: { omitted: true, text: null, bytes: record.response.bytes },
  });
});

test('the same job again changes nothing', async () => {
  await startReady();
  const exchange = makeExchange();
  await send('segment-2-0', [exchange]);
  await drained();
  await send('segment-2-0', [exchange]);
  await drained();
  expect(await stored('requests')).toEqual([exchange.record.id]);
  expect(await stored('request_bodies')).toEqual([exchange.record.id]);
});

test('a record ClickHouse refuses is laid aside alone, with its reason; the rest of its batch is stored once', async () => {
  await startReady();
  const good = Array.from({ length: 6 }, () => makeExchange());
  const poison = makeExchange({ id: '019aa2b4-0000-7000-8000-0000000000ff' }, 'canary-body');
  // Fits the record's schema, but no row: the table's own check refuses it.
  await clickHouse.command({
    query: `ALTER TABLE requests ADD CONSTRAINT no_poison CHECK id != '${poison.record.id}' AND request_preview != ''`,
  });
  await send('segment-3-0', [...good.slice(0, 3), poison, ...good.slice(3)]);
  await drained();
  const expected = good.map(({ record }) => record.id).sort();
  expect((await stored('requests')).sort()).toEqual(expected);
  const [letter] = await deadLetters.getJobs(['waiting']);
  expect(letter?.data).toMatchObject({
    sourceJobId: 'segment-3-0',
    reason: expect.stringContaining('no_poison'),
  });
  const [frame] = decodeFrames(Buffer.from(letter?.data.frame, 'base64'));
  expect(frame?.exchange.record.id).toBe(poison.record.id);
  expect(await deadLetters.getJobCountByTypes('waiting')).toBe(1);
  // ClickHouse quotes the row in what it says; the log says which error it was.
  expect(letter?.data.reason).toContain('canary-body');
  expect(logs).toContain('ClickHouse error 469 (VIOLATED_CONSTRAINT)');
  expect(logs).not.toContain('canary');
});

test('a batch that was refused, half stored, and then accepted is in once', async () => {
  await startReady();
  const good = Array.from({ length: 4 }, () => makeExchange());
  const poison = makeExchange();
  await clickHouse.command({
    query: `ALTER TABLE requests ADD CONSTRAINT no_poison CHECK id != '${poison.record.id}'`,
  });
  // The other table is away, so the attempt that halves the batch cannot end the job.
  await clickHouse.command({ query: 'RENAME TABLE request_bodies TO bodies_away' });
  await send('segment-8-0', [...good, poison]);
  await vi.waitUntil(async () => (await stored('requests')).length === 4, { timeout: 20_000 });
  await clickHouse.command({ query: 'ALTER TABLE requests DROP CONSTRAINT no_poison' });
  await clickHouse.command({ query: 'RENAME TABLE bodies_away TO request_bodies' });
  await drained();
  const expected = [...good, poison].map(({ record }) => record.id).sort();
  expect((await stored('requests')).sort()).toEqual(expected);
  expect((await stored('request_bodies')).sort()).toEqual(expected);
});

test('a damaged record is laid aside and the others are stored', async () => {
  await startReady();
  const good = makeExchange();
  const damaged = encodeFrame(makeExchange({ outcome: 'unheard-of' as 'success' }));
  const frames = Buffer.concat([damaged, encodeFrame(good)]);
  await enqueueRecords(queue, { jobId: 'segment-4-0', frames, count: 2 });
  await drained();
  expect(await stored('requests')).toEqual([good.record.id]);
  expect(await deadLetters.getJobCountByTypes('waiting')).toBe(1);
});

test('while ClickHouse is away nothing is lost, and /readyz says so', async () => {
  const away = { ...env, CLICKHOUSE_URL: 'http://127.0.0.1:9/heliograph' };
  const back = env;
  env = away;
  await start();
  await vi.waitUntil(async () => (await readiness()).dependencies.redis === 'ok');
  expect((await readiness()).dependencies).toEqual({
    clickhouse: 'unavailable',
    redis: 'ok',
    migrations: 'unavailable',
  });
  const exchange = makeExchange();
  await send('segment-5-0', [exchange]);
  await worker?.close();
  worker = null;
  expect(await queue.getJobCountByTypes('waiting', 'delayed')).toBe(1);
  env = back;
  await startReady();
  await drained();
  expect(await stored('requests')).toEqual([exchange.record.id]);
});

test('a table that vanishes for a while only delays its rows', async () => {
  await startReady();
  await clickHouse.command({ query: 'RENAME TABLE requests TO requests_away' });
  const exchange = makeExchange();
  await send('segment-6-0', [exchange]);
  await vi.waitUntil(async () => (await queue.getJobCountByTypes('delayed')) === 1, { timeout: 10_000 });
  await clickHouse.command({ query: 'RENAME TABLE requests_away TO requests' });
  await drained();
  expect(await stored('requests')).toEqual([exchange.record.id]);
  expect(await stored('request_bodies')).toEqual([exchange.record.id]);
});

test('metrics count what was stored; logs hold no body and no header value', async () => {
  await startReady();
  await send('segment-7-0', [makeExchange({ requestHeaders: [['x-note', 'canary-header']] }, 'canary-body')]);
  await drained();
  const metrics = await (await fetch(`http://127.0.0.1:${worker?.port}/metrics`)).text();
  expect(metrics).toMatch(/^heliograph_worker_records_stored_total 1$/m);
  expect(metrics).toMatch(/^heliograph_worker_queue_jobs\{state="waiting"\} 0$/m);
  expect((await fetch(`http://127.0.0.1:${worker?.port}/healthz`)).status).toBe(200);
  expect(logs).not.toContain('canary');
});
