import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findLimitedRequests } from '@heliograph/clickhouse/limited-requests';
import { createDbClient, type DbClient } from '@heliograph/db/client';
import { listApiKeys } from '@heliograph/services/api-key/list';
import { resolveApiKey } from '@heliograph/services/api-key/resolve';
import { migratedPostgres } from '@heliograph/db/testing/migrated-postgres';
import type { FreshPostgres } from '@heliograph/stack/testing/services';
import { createContext } from '../context.ts';
import { readEnv } from '../env.ts';
import { makeExchange } from '../testing/make-exchange.ts';
import { prepareWorker, type WorkerUnderTest } from '../testing/worker-under-test.ts';
import { createSpendCounter } from './count-spends.ts';

let worker: WorkerUnderTest;
let postgres: FreshPostgres;
let db: DbClient;
const { organizationId, apiKeyId } = makeExchange().record;
const actor = { type: 'api_key', organizationId, apiKeyId } as const;

beforeEach(async () => {
  [worker, postgres] = await Promise.all([prepareWorker(), migratedPostgres()]);
  db = createDbClient(postgres.url);
  await db.organization.create({ data: { id: organizationId, name: 'Acme', slug: organizationId } });
  worker.env = { ...worker.env, DATABASE_URL: postgres.url };
  await worker.startReady();
});
afterEach(async () => {
  await worker.cleanUp();
  await db.$disconnect();
  await postgres.drop();
});

test('what keys with a budget have cost is the sum of what is logged, day by day, however often it is made', async () => {
  const key = { organizationId, name: 'key', hash: 'hash', last4: 'abcd' };
  await db.apiKey.create({ data: { id: apiKeyId, ...key, monthlyBudget: '0.00001' } });
  const now = new Date();
  const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 0, 12)).getTime();
  const one = makeExchange({ createdAt: now.getTime() });
  await worker.send('segment-1-0', [
    one,
    makeExchange({ createdAt: now.getTime() }),
    makeExchange({ createdAt: before }),
    makeExchange({ createdAt: now.getTime(), cacheHit: true }),
    makeExchange({ createdAt: now.getTime(), apiKeyId: '019a9f5d-0000-7000-8000-0000000000ff' }),
  ]);
  await worker.drained();
  const counter = createSpendCounter({ db, clickHouse: worker.clickHouse });
  for (let i = 0; i < 3; i++) await counter.count(new Date(now.getTime() + i));

  const resolved = await resolveApiKey(db, 'hash');
  expect(resolved?.budget).toEqual({
    monthlyUsd: '0.00001',
    spends: [
      { day: now.toISOString().slice(0, 10), usd: '0.0000126', countedAt: new Date(now.getTime() + 2) },
    ],
  });
  const [shown] = await listApiKeys({ db, actor });
  expect(shown?.budget).toMatchObject({ spentUsd: '0.0000126', usedPercent: 126, state: 'exceeded' });

  // The chore also tells of it.
  const channel = { organizationId, kind: 'email', name: 'Mail', config: { recipients: ['a@example.com'] } };
  await db.notificationChannel.create({ data: { id: apiKeyId, ...channel, budgetWarnings: true } });
  const context = createContext(readEnv(worker.env), pino({ level: 'silent' }));
  await context.countSpends();
  await context.close();
  const told = await db.delivery.findFirstOrThrow({ where: { organizationId } });
  expect(told.notification).toMatchObject({ kind: 'budget', threshold: 100, usedPercent: 126 });

  // An earlier word of the log, from a worker that was slow, changes nothing.
  await counter.count(new Date(now.getTime() - 1_000));
  expect((await resolveApiKey(db, 'hash'))?.budget?.spends[0]?.countedAt.getTime()).toBeGreaterThanOrEqual(
    now.getTime() + 2,
  );
});

test('requests that limits refused are stored with the limit, and counted over time', async () => {
  const ruleId = '019a9f5d-0000-7000-8000-0000000000aa';
  const at = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 3_600_000;
  const rule = { source: 'gateway', scope: 'rule', policy: '5;w=60', ruleId } as const;
  const provider = { source: 'provider', scope: null, policy: null, ruleId: null } as const;
  await worker.send('segment-1-0', [
    makeExchange({ createdAt: at + 61_000, status: 429, limitedBy: rule }),
    makeExchange({ createdAt: at + 62_000, status: 429, limitedBy: rule }),
    makeExchange({ createdAt: at + 1_000, status: 429, limitedBy: provider }),
    makeExchange({ createdAt: at + 1_000 }),
  ]);
  await worker.drained();
  const range = { organizationId, from: new Date(at), to: new Date(at + 180_000) };
  const found = await findLimitedRequests(worker.clickHouse, range);
  expect(found).toMatchObject({
    total: 3,
    stepSeconds: 10,
    limits: [
      { ...rule, provider: null, requests: 2, lastAt: new Date(at + 62_000).toISOString() },
      { ...provider, provider: 'openai', requests: 1 },
    ],
  });
  expect(found.buckets).toHaveLength(18);
  expect(found.buckets.filter((bucket) => bucket.rule + bucket.provider > 0)).toEqual([
    { at: new Date(at).toISOString(), header: 0, rule: 0, key: 0, budget: 0, provider: 1 },
    { at: new Date(at + 60_000).toISOString(), header: 0, rule: 2, key: 0, budget: 0, provider: 0 },
  ]);
  const other = { ...range, organizationId: ruleId };
  expect(await findLimitedRequests(worker.clickHouse, other)).toMatchObject({ total: 0, limits: [] });
});
