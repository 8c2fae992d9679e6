import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { queryAnalytics } from '@heliograph/clickhouse/analytics/query-analytics';
import { queryAnalyticsInputSchema } from '@heliograph/contracts/analytics';
import { createLease } from '@heliograph/queue/lease';
import { makeExchange } from '../testing/make-exchange.ts';
import { prepareWorker, type WorkerUnderTest } from '../testing/worker-under-test.ts';
import { createRollupKeeper } from './keep-rollups.ts';

let worker: WorkerUnderTest;
const { organizationId } = makeExchange().record;
const from = Date.UTC(2026, 10, 2);

beforeEach(async () => {
  worker = await prepareWorker();
  await worker.startReady();
});
afterEach(() => worker.cleanUp());

function keeper(log: string[] = []) {
  const destination = new Writable({
    write(line: Buffer, _encoding, done) {
      log.push(line.toString());
      done();
    },
  });
  return createRollupKeeper({
    clickHouse: worker.clickHouse,
    lease: createLease(worker.redis, { name: 'rollups', ttlMs: 60_000 }),
    log: pino({ level: 'debug' }, destination),
    settleMs: 0,
  });
}

async function count() {
  const question = queryAnalyticsInputSchema.parse({
    timeRange: { from: new Date(from).toISOString(), to: new Date(from + 48 * 3_600_000).toISOString() },
    metrics: [{ metric: 'requests', aggregation: 'count' }],
  });
  const { source, rawHours, rows } = await queryAnalytics(worker.clickHouse, { organizationId, question });
  return { source, rawHours, requests: rows[0]?.values[0] };
}

test('what was stored is rolled up by one worker at a time, late records too', async () => {
  await worker.send('segment-1-0', [
    makeExchange({ createdAt: from + 1_000 }),
    makeExchange({ createdAt: from + 30 * 3_600_000 }),
  ]);
  await worker.drained();
  expect(await count()).toEqual({ source: 'total', rawHours: 2, requests: 2 });
  const logs: string[] = [];
  const [one, other] = [keeper(logs), keeper(logs)];
  await one.keep();
  await other.keep();
  expect(await count()).toEqual({ source: 'total', rawHours: 0, requests: 2 });
  expect(logs.filter((line) => line.includes('rolled up'))).toHaveLength(1);

  await worker.send('segment-1-1', [makeExchange({ createdAt: from + 2_000 })]);
  await worker.drained();
  expect(await count()).toEqual({ source: 'total', rawHours: 1, requests: 3 });
  await one.close();
  await other.keep();
  expect(await count()).toEqual({ source: 'total', rawHours: 0, requests: 3 });
  await other.close();
});
