import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { apiErrorSchema } from '@heliograph/contracts/api-schemas';
import { producerConnection } from '@heliograph/queue/connection';
import { createDeadLetters, type DeadLetters } from '@heliograph/queue/dead-letters';
import { createExpiringKeys } from '@heliograph/queue/expiring-keys';
import { createIngestQueue, type IngestQueue } from '@heliograph/queue/ingest-queue';
import { createIngestionFacts } from '@heliograph/queue/ingestion-facts';
import { migratedPostgres } from '@heliograph/db/testing/migrated-postgres';
import { type FreshPostgres, freshRedis } from '@heliograph/stack/testing/services';
import { createContext, type WebContext } from '../../context.ts';
import { parseEnv } from '../../env.ts';

let postgres: FreshPostgres;
let redisAddress: Awaited<ReturnType<typeof freshRedis>>;
let context: WebContext;
let redis: Redis;
let queue: IngestQueue;
let deadLetters: DeadLetters;

const settings = () => ({
  DATABASE_URL: postgres.url,
  CLICKHOUSE_URL: 'http://127.0.0.1:1/nothing',
  REDIS_URL: redisAddress.url,
  BETTER_AUTH_SECRET: 'a secret for tests that is long enough',
  LOG_LEVEL: 'silent',
});

beforeAll(async () => {
  [postgres, redisAddress] = await Promise.all([migratedPostgres(), freshRedis()]);
  context = createContext(parseEnv(settings()));
  redis = producerConnection(redisAddress.url);
  await vi.waitUntil(() => redis.status === 'ready', { timeout: 10_000 });
  queue = createIngestQueue(redis);
  deadLetters = createDeadLetters(redis);
});
beforeEach(() => redis.flushdb());
afterAll(async () => {
  await queue.close();
  redis.disconnect();
  await context.close();
  await Promise.all([postgres.drop(), redisAddress.release()]);
});

interface Person {
  cookie: string;
  organizationId: string;
  userId: string;
}

async function signUp(): Promise<Person> {
  const response = await context.handleAuth(
    new Request('http://localhost:3000/api/auth/sign-up/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Ada', email: `${randomUUID()}@example.com`, password: 'correct horse' }),
    }),
  );
  const cookie = response.headers
    .getSetCookie()
    .map((entry) => entry.split(';')[0])
    .join('; ');
  const me = await (await call('GET', '/me', { cookie })).json();
  return { cookie, organizationId: me.organization.id, userId: me.user.id };
}

function call(method: string, path: string, headers: { cookie: string }): Promise<Response> {
  const { cookie } = headers;
  return context.handleApi(
    new Request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: { host: 'localhost:3000', cookie },
    }),
  );
}

/** A letter of the organization, laid aside at the given ms. */
async function layAside(organizationId: string | null, id: string, laidAsideAt: number): Promise<void> {
  const letter = {
    id,
    kind: 'record' as const,
    organizationId,
    requestId: '019aa2b4-0000-7000-8000-000000000001',
    createdAt: 1_763_700_000_000,
    laidAsideAt,
    reason: 'requests: the column takes no such value',
    sourceJobId: 'segment-1',
    tokens: { requests: `segment-1/${id}` },
  };
  await deadLetters.add(letter, Buffer.from('a frame'));
}

async function refusal(response: Response): Promise<[number, string]> {
  return [response.status, apiErrorSchema.parse(await response.json()).error.code];
}

it('tells depth, spools, workers and how many letters there are', async () => {
  const ada = await signUp();
  const now = Date.now();
  const facts = createIngestionFacts(createExpiringKeys(redis));
  const spool = { records: 5, bytes: 700, dropped: 1, shed: 2, diskOk: true };
  await facts.tellSpool('one', { ...spool, at: now, oldestAt: now - 9_000 });
  await facts.tellSpool('two', { ...spool, at: now, oldestAt: null, diskOk: false });
  await facts.tellWorker('three', {
    at: now,
    storedPerSecond: 12.5,
    lagP50Ms: 100,
    lagP95Ms: 300,
    failures: 3,
    lastFailure: { at: now - 1_000, reason: 'ClickHouse error 252 (TOO_MANY_PARTS)' },
  });
  await queue.add('records', {} as never, { jobId: 'waiting-1', timestamp: now - 5_000 });
  await queue.add('records', {} as never, { jobId: 'waiting-2' });
  await layAside(ada.organizationId, 'mine', 1_000);
  await layAside(randomUUID(), 'theirs', 1_000);
  await layAside(null, 'nobodys', 1_000);

  const response = await call('GET', '/ingestion', ada);
  expect(response.status).toBe(200);
  const status = await response.json();
  expect(status).toMatchObject({
    queue: { waiting: 2, active: 0, delayed: 0, mayEvict: false },
    spools: { processes: 2, records: 10, bytes: 1_400, refusing: 1, dropped: 2, shed: 4 },
    workers: {
      processes: 1,
      storedPerSecond: 12.5,
      lagP95Ms: 300,
      failures: 3,
      lastFailure: { reason: 'ClickHouse error 252 (TOO_MANY_PARTS)' },
    },
    deadLetters: { own: 1, unattributed: 1 },
  });
  expect(status.queue.oldestSeconds).toBeGreaterThanOrEqual(5);
  expect(status.spools.oldestSeconds).toBeGreaterThanOrEqual(9);
});

it('an idle installation has zeros and nulls', async () => {
  expect(await (await call('GET', '/ingestion', await signUp())).json()).toMatchObject({
    queue: { waiting: 0, oldestSeconds: null },
    spools: { processes: 0, records: 0, oldestSeconds: null },
    workers: { processes: 0, storedPerSecond: 0, lagP50Ms: null, lastFailure: null },
    deadLetters: { own: 0, unattributed: 0 },
  });
});

it('lists the letters of one’s own organization, page by page', async () => {
  const [ada, grace] = [await signUp(), await signUp()];
  for (const n of [1, 2, 3]) await layAside(ada.organizationId, `letter-${n}`, n * 1_000);
  await layAside(null, 'nobodys', 1);
  const first = await (await call('GET', '/ingestion/dead-letters?limit=2', ada)).json();
  expect(first.items).toEqual([
    expect.objectContaining({
      id: 'letter-3',
      laidAsideAt: '1970-01-01T00:00:03.000Z',
      reason: 'requests: the column takes no such value',
      bytes: 7,
      missingFrom: ['requests'],
    }),
    expect.objectContaining({ id: 'letter-2' }),
  ]);
  const second = await call(
    'GET',
    `/ingestion/dead-letters?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`,
    ada,
  );
  expect(await second.json()).toMatchObject({ items: [{ id: 'letter-1' }], nextCursor: null });
  expect(await (await call('GET', '/ingestion/dead-letters', grace)).json()).toEqual({
    items: [],
    nextCursor: null,
  });
});

it('replays a letter once, discards one for good, and the audit trail tells', async () => {
  const ada = await signUp();
  await layAside(ada.organizationId, 'good', 1_000);
  await layAside(ada.organizationId, 'bad', 2_000);
  expect((await call('POST', '/ingestion/dead-letters/good/replay', ada)).status).toBe(204);
  expect((await queue.getJob('replay-good'))?.data).toMatchObject({
    replay: { letterId: 'good', tokens: { requests: 'segment-1/good' } },
  });
  expect(await refusal(await call('POST', '/ingestion/dead-letters/good/replay', ada))).toEqual([
    404,
    'not_found',
  ]);
  expect((await call('DELETE', '/ingestion/dead-letters/bad', ada)).status).toBe(204);
  expect(await refusal(await call('DELETE', '/ingestion/dead-letters/bad', ada))).toEqual([404, 'not_found']);
  expect(await queue.getWaitingCount()).toBe(1);
  const trail = await context.db.auditEvent.findMany({
    where: { organizationId: ada.organizationId, action: { startsWith: 'dead_letter.' } },
    orderBy: { createdAt: 'asc' },
  });
  expect(trail.map(({ action, details }) => [action, details])).toEqual([
    ['dead_letter.replayed', { letter: 'good', count: 1 }],
    ['dead_letter.discarded', { letter: 'bad', count: 1 }],
  ]);
});

it('replays or discards all of one’s own, and none of anybody else’s', async () => {
  const [ada, grace] = [await signUp(), await signUp()];
  for (let n = 0; n < 150; n += 1) await layAside(ada.organizationId, `ada-${n}`, n);
  for (let n = 0; n < 3; n += 1) await layAside(grace.organizationId, `grace-${n}`, n);
  expect(await (await call('POST', '/ingestion/dead-letters/replay', ada)).json()).toEqual({ replayed: 150 });
  expect(await queue.getWaitingCount()).toBe(150);
  expect(await refusal(await call('DELETE', '/ingestion/dead-letters/grace-1', ada))).toEqual([
    404,
    'not_found',
  ]);
  expect(await refusal(await call('POST', '/ingestion/dead-letters/grace-1/replay', ada))).toEqual([
    404,
    'not_found',
  ]);
  expect(await deadLetters.count(grace.organizationId)).toBe(3);
  expect(await (await call('DELETE', '/ingestion/dead-letters', grace)).json()).toEqual({ discarded: 3 });
  expect(await (await call('DELETE', '/ingestion/dead-letters', grace)).json()).toEqual({ discarded: 0 });
});

it('members may look, and neither replay nor discard', async () => {
  const ada = await signUp();
  await context.db.member.updateMany({ where: { userId: ada.userId }, data: { role: 'member' } });
  await layAside(ada.organizationId, 'mine', 1_000);
  expect((await call('GET', '/ingestion', ada)).status).toBe(200);
  expect((await call('GET', '/ingestion/dead-letters', ada)).status).toBe(200);
  for (const [method, path] of [
    ['POST', '/ingestion/dead-letters/mine/replay'],
    ['DELETE', '/ingestion/dead-letters/mine'],
    ['POST', '/ingestion/dead-letters/replay'],
    ['DELETE', '/ingestion/dead-letters'],
  ] as const) {
    expect(await refusal(await call(method, path, ada))).toEqual([403, 'forbidden']);
  }
  expect(await deadLetters.count(ada.organizationId)).toBe(1);
});

it('says so where Redis is away, and the rest of the API goes on', async () => {
  const ada = await signUp();
  const lame = createContext(parseEnv({ ...settings(), REDIS_URL: 'redis://127.0.0.1:1' }));
  const ask = (path: string) =>
    lame.handleApi(new Request(`http://localhost:3000/api/v1${path}`, { headers: { cookie: ada.cookie } }));
  expect(await refusal(await ask('/ingestion'))).toEqual([503, 'service_unavailable']);
  expect((await ask('/me')).status).toBe(200);
  await lame.close();
});
