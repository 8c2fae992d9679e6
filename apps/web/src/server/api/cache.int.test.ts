import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAnswerStore } from '@heliograph/cache/answer-store';
import { migratedClickHouse } from '@heliograph/clickhouse/testing/migrated-clickhouse';
import { migratedPostgres } from '@heliograph/db/testing/migrated-postgres';
import { type FreshClickHouse, type FreshPostgres, freshRedis } from '@heliograph/stack/testing/services';
import { createContext, type WebContext } from '../../context.ts';
import { parseEnv } from '../../env.ts';

let postgres: FreshPostgres;
let clickHouse: FreshClickHouse;
let redisAddress: Awaited<ReturnType<typeof freshRedis>>;
let redis: Redis;
let context: WebContext;

const settings = () => ({
  DATABASE_URL: postgres.url,
  CLICKHOUSE_URL: `${clickHouse.url.replace(/\/$/, '')}/${clickHouse.database}`,
  CACHE_REDIS_URL: redisAddress.url,
  CACHE_MAX_BYTES_PER_ORGANIZATION: '1000000',
  BETTER_AUTH_SECRET: 'a secret for tests that is long enough',
  LOG_LEVEL: 'silent',
});

beforeAll(async () => {
  [postgres, clickHouse, redisAddress] = await Promise.all([
    migratedPostgres(),
    migratedClickHouse(),
    freshRedis(),
  ]);
  const env = parseEnv(settings());
  redis = new Redis(redisAddress.url);
  context = createContext(env);
});
afterAll(async () => {
  redis.disconnect();
  await context.close();
  await Promise.all([postgres.drop(), clickHouse.drop(), redisAddress.release()]);
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
  const { body } = await call(cookie, 'GET', '/me');
  const { organization, user } = body as { organization: { id: string }; user: { id: string } };
  return { cookie, organizationId: organization.id, userId: user.id };
}

async function call(cookie: string, method: string, path: string, body?: unknown, within = context) {
  const response = await within.handleApi(
    new Request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: { host: 'localhost:3000', cookie },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );
  return { status: response.status, body: (await response.json()) as unknown };
}

const keyOf = (name: string) => Buffer.from(name).toString('hex').padEnd(64, '0');

async function keep(organizationId: string, name: string, { seed = '', model = 'gpt-4o-mini' } = {}) {
  const store = createAnswerStore({ writer: redis, processId: 'p', budgetBytes: 1_000_000, lockMs: 1_000 });
  const bucket = { organizationId, key: keyOf(name), size: 1 };
  const found = await store.find(redis, { ...bucket, read: true, oldest: 0, flight: null, waitedFor: null });
  if (found.kind !== 'alone') throw new Error(`${name} is kept already`);
  const kept = { capacity: null, seed, model, ttlMs: 60_000, refresh: false, flight: null };
  await store.keep({ ...bucket, ...kept, place: found.place, value: Buffer.from('x'.repeat(100)) });
}

let ada: Person;
let bob: Person;
beforeEach(async () => {
  [ada, bob] = await Promise.all([signUp(), signUp()]);
  await keep(ada.organizationId, 'a', { seed: 'user-1' });
  await keep(ada.organizationId, 'b', { seed: 'user-1', model: 'gpt-4o' });
  await keep(ada.organizationId, 'c');
  await keep(bob.organizationId, 'a');
});

const entries = async ({ cookie }: Person) =>
  ((await call(cookie, 'GET', '/cache')).body as { entries: number }).entries;
const purge = ({ cookie }: Person, query: string) => call(cookie, 'DELETE', `/cache?${query}`);

it('says what is in the cache, of the caller’s organization alone', async () => {
  const { status, body } = await call(ada.cookie, 'GET', '/cache');
  expect(status).toBe(200);
  expect(body).toEqual({ entries: 3, bytes: 3 * 800, maxBytes: 1_000_000 });
  expect(await entries(bob)).toBe(1);
});

describe('purging', () => {
  it.each([
    ['key', `key=${keyOf('a')}`, 1],
    ['seed', 'seed=user-1', 2],
    ['no seed', 'seed=', 1],
    ['model', 'model=gpt-4o', 1],
    ['seed and model', 'seed=user-1&model=gpt-4o-mini', 1],
    ['all', 'all=true', 3],
    ['nothing that there is', 'seed=nobody', 0],
  ])('by %s removes those and no other’s, and is in the audit trail', async (_what, query, removed) => {
    expect(await purge(ada, query)).toEqual({ status: 200, body: { removed } });
    expect(await entries(ada)).toBe(3 - removed);
    expect(await entries(bob)).toBe(1);
    const [event] = await context.db.auditEvent.findMany({
      where: { action: 'cache.purged', actorId: ada.userId },
    });
    expect(event).toMatchObject({ organizationId: ada.organizationId, details: { removed } });
  });

  it.each(['', 'all=false', 'all=maybe', 'all=true&seed=x', 'key=abc', 'sead=x'])(
    'refuses "%s"',
    async (query) => {
      const { status, body } = await purge(ada, query);
      expect([status, (body as { error: { code: string } }).error.code]).toEqual([400, 'invalid_request']);
      expect(await entries(ada)).toBe(3);
    },
  );

  it('is not for members', async () => {
    await context.db.member.updateMany({ where: { userId: ada.userId }, data: { role: 'member' } });
    expect((await purge(ada, 'all=true')).status).toBe(403);
    expect(await entries(ada)).toBe(3);
    expect(
      await context.db.auditEvent.count({ where: { action: 'cache.purged', actorId: ada.userId } }),
    ).toBe(0);
  });

  it('says so where Redis is away, and leaves nothing in the trail', async () => {
    const away = createContext(parseEnv({ ...settings(), CACHE_REDIS_URL: 'redis://127.0.0.1:1' }));
    const { status, body } = await call(ada.cookie, 'DELETE', '/cache?all=true', undefined, away);
    expect([status, (body as { error: { code: string } }).error.code]).toEqual([503, 'service_unavailable']);
    expect(
      await context.db.auditEvent.count({ where: { action: 'cache.purged', actorId: ada.userId } }),
    ).toBe(0);
    await away.close();
  });
});

it('reports nothing of an organization without traffic', async () => {
  const timeRange = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
  const { status, body } = await call(ada.cookie, 'POST', '/cache/report', { timeRange });
  expect(status).toBe(200);
  expect(body).toMatchObject({ totals: { hits: 0, misses: 0, savedUsd: '0' }, series: [], top: [] });
  expect((await call(ada.cookie, 'POST', '/cache/report', {})).status).toBe(400);
  const trials = await call(ada.cookie, 'POST', '/cache/trials', { timeRange });
  expect(trials).toEqual({ status: 200, body: { total: 0, items: [] } });
});
