import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportNotification } from '@heliograph/contracts/notification';
import { toMessage } from '@heliograph/contracts/notification-message';
import { createDbClient, type DbClient } from '@heliograph/db/client';
import { createReport } from '@heliograph/services/report/create';
import { sendDueReports } from '@heliograph/services/report/send-due';
import { migratedPostgres } from '@heliograph/db/testing/migrated-postgres';
import type { FreshPostgres } from '@heliograph/stack/testing/services';
import { email } from '../notifications/senders/email.ts';
import { makeExchange } from '../testing/make-exchange.ts';
import { prepareWorker, type WorkerUnderTest } from '../testing/worker-under-test.ts';
import { buildReport } from './build-report.ts';

let worker: WorkerUnderTest;
let postgres: FreshPostgres;
let db: DbClient;
const { organizationId, apiKeyId } = makeExchange().record;
const actor = { type: 'api_key', organizationId, apiKeyId } as const;
const webUrl = 'http://localhost:3000';
const DAY = 86_400_000;

beforeAll(async () => {
  [worker, postgres] = await Promise.all([prepareWorker(), migratedPostgres()]);
  db = createDbClient(postgres.url);
  await db.organization.create({ data: { id: organizationId, name: 'Acme <& Sons>', slug: organizationId } });
  worker.env = { ...worker.env, DATABASE_URL: postgres.url };
  await worker.startReady();
});
afterAll(async () => {
  await worker.cleanUp();
  await db.$disconnect();
  await postgres.drop();
});

async function addChannel(kind = 'email'): Promise<string> {
  const id = uuidv7();
  const channel = { organizationId, kind, name: 'Team', config: { recipients: ['ada@example.com'] } };
  await db.notificationChannel.create({ data: { id, ...channel } });
  return id;
}

test('a day’s figures are those of the log, beside the day before, and told once by however many workers', async () => {
  const channelId = await addChannel();
  const report = await createReport(
    { db, actor },
    { channelId, period: 'day', timezone: 'UTC', hour: 8, enabled: true },
  );
  const today = Math.floor(Date.now() / DAY) * DAY;
  const now = new Date(Date.parse(report.nextAt) + 1_000);
  expect(Date.parse(report.nextAt)).toBe(today + DAY + 8 * 3_600_000);
  await worker.send('segment-1-0', [
    makeExchange({ createdAt: today + 1_000, userId: 'ada' }),
    makeExchange({ createdAt: today + 2_000, userId: 'ada' }),
    makeExchange({ createdAt: today + 3_000, userId: 'bob', status: 500, outcome: 'failed' }),
    makeExchange({ createdAt: today - 1_000, userId: 'ada' }),
  ]);
  await worker.drained();
  const build = (due: Parameters<typeof buildReport>[1]) => buildReport(worker.clickHouse, due, webUrl);
  expect(await sendDueReports(db, new Date(Date.parse(report.nextAt) - 1_000), build)).toBe(0);
  const sent = await Promise.all([1, 2, 3].map(() => sendDueReports(db, now, build)));
  expect(sent.reduce((sum, each) => sum + each, 0)).toBe(1);
  expect(await sendDueReports(db, now, build)).toBe(0);
  const rows = await db.delivery.findMany({ where: { channelId } });
  expect(rows).toHaveLength(1);
  const notification = rows[0]?.notification as ReportNotification;
  expect(notification).toMatchObject({
    ...{ kind: 'report', period: 'day', organizationName: 'Acme <& Sons>' },
    current: { requests: 3, users: 2 },
    before: { requests: 1, users: 1 },
    topUsers: [{ name: 'ada', requests: 2 }, { name: 'bob' }],
  });
  expect(notification.topModels[0]?.name).toBe('gpt-4o-mini-2024-07-18');
  expect(notification.course).toHaveLength(24);
  expect(notification.course[0]?.requests).toBe(3);
  expect(Number(notification.current.costUsd)).toBeGreaterThan(0);

  const message = toMessage(notification);
  const call = email({
    ...{
      notification,
      data: notification,
      message,
      config: { recipients: ['ada@example.com'] },
      secrets: {},
    },
    ...{
      deliveryId: uuidv7(),
      createdAt: now,
      now,
      incidentKey: '',
      bases: { pagerduty: null, opsgenie: null },
    },
  });
  if (call.by !== 'smtp') throw new Error('An e-mail goes by SMTP');
  expect(call.mail.html).toContain('Cost by hour');
  expect(call.mail.html).toContain('Acme &lt;&amp; Sons&gt;');
  expect(call.mail.html).not.toMatch(/<svg|<img|<script/);
  expect(call.mail.text).toContain('Requests: 3 (+200 % against the day before)');
});

test('a report goes to no channel of another kind', async () => {
  const channelId = await addChannel('pagerduty');
  const input = { channelId, period: 'week', timezone: 'Europe/Berlin', hour: 8, enabled: true } as const;
  await expect(createReport({ db, actor }, input)).rejects.toMatchObject({ code: 'invalid_request' });
});
