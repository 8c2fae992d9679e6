import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newAlertRuleSchema } from '@heliograph/contracts/alerts';
import { createDbClient, type DbClient } from '@heliograph/db/client';
import { createAlertRule } from '@heliograph/services/alert/create';
import { migratedPostgres } from '@heliograph/db/testing/migrated-postgres';
import type { FreshPostgres } from '@heliograph/stack/testing/services';
import { readEnv } from '../env.ts';
import { type RunningWorker, startWorker } from '../start-worker.ts';
import { makeExchange } from '../testing/make-exchange.ts';
import { prepareWorker, type WorkerUnderTest } from '../testing/worker-under-test.ts';

let worker: WorkerUnderTest;
let second: RunningWorker;
let postgres: FreshPostgres;
let db: DbClient;
const { organizationId, apiKeyId } = makeExchange().record;

beforeAll(async () => {
  [worker, postgres] = await Promise.all([prepareWorker(), migratedPostgres()]);
  db = createDbClient(postgres.url);
  await db.organization.create({ data: { id: organizationId, name: 'Acme', slug: organizationId } });
  worker.env = { ...worker.env, DATABASE_URL: postgres.url, ALERTS_MINUTE_MS: '1000' };
  await worker.startReady();
  second = await startWorker(readEnv(worker.env), pino({ level: 'silent' }));
});
afterAll(async () => {
  await second.close();
  await worker.cleanUp();
  await db.$disconnect();
  await postgres.drop();
});

test('two workers on one Redis tell once that requests came, and once that they ended', async () => {
  const channelId = uuidv7();
  await db.notificationChannel.create({
    data: { id: channelId, organizationId, kind: 'email', name: 'Mail', config: { recipients: [] } },
  });
  const rule = newAlertRuleSchema.parse({
    name: 'Requests',
    metric: { metric: 'requests', aggregation: 'count' },
    window: { kind: 'rolling', minutes: 3 },
    condition: { kind: 'threshold', direction: 'above', value: 1 },
    channelIds: [channelId],
  });
  const actor = { type: 'api_key', organizationId, apiKeyId } as const;
  await createAlertRule({ db, actor }, rule, new Date());
  await worker.send(
    'segment-1-0',
    Array.from({ length: 3 }, () => makeExchange({ createdAt: Date.now() })),
  );
  const told = async () =>
    (await db.delivery.findMany({ where: { organizationId }, orderBy: { id: 'asc' } })).map(
      ({ notification }) => (notification as { event: string }).event,
    );
  await vi.waitUntil(async () => (await told()).includes('resolved'), { timeout: 25_000, interval: 200 });
  // Some evaluations more, by whichever worker: they say nothing.
  const { evaluatedAt } = await db.alertRule.findFirstOrThrow();
  await vi.waitUntil(
    async () => Number((await db.alertRule.findFirstOrThrow()).evaluatedAt) - Number(evaluatedAt) >= 2_000,
    { timeout: 10_000, interval: 200 },
  );
  expect(await told()).toEqual(['fired', 'resolved']);
  const metrics = await (await fetch(`${worker.url()}/metrics`)).text();
  expect(metrics).toContain('heliograph_worker_alert_evaluation_lag_seconds_count');
});
