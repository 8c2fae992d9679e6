import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import type { ChannelSettings } from '@heliograph/contracts/channels';
import type { AlertNotification, Notification } from '@heliograph/contracts/notification';
import { createDbClient } from '@heliograph/db/client';
import { createChannel } from '@heliograph/services/channel/create';
import { enqueueNotification } from '@heliograph/services/notification/enqueue';
import { createSecretBox } from '@heliograph/services/secrets/secret-box';
import { migratedPostgres } from '@heliograph/db/testing/migrated-postgres';
import { type DeliveryContext, startDeliveryLoop } from '../notifications/delivery-loop.ts';
import { createPoster } from '../notifications/post-json.ts';
import { createMailer } from '../notifications/send-mail.ts';
import { startReceiver } from './receiver.ts';

/** An alert of a rule whose id is the same in every test. */
export const firedAlert: AlertNotification = {
  ...{ kind: 'alert', event: 'fired', severity: 'critical', title: 'Cost is above $10.00' },
  ...{ ruleId: '019a9f5d-0000-7000-8000-000000000001', ruleName: 'Daily cost', group: { user: 'ada' } },
  ...{ metric: 'Cost', value: '$12.40', threshold: '$10.00', window: 'today' },
  startedAt: '2026-11-21T10:00:00.000Z',
  explorerUrl: 'http://localhost:3000/requests?range=today',
  alertUrl: 'http://localhost:3000/alerts/1',
  summary: ['Cost was $12.40 today, above the threshold of $10.00.'],
};

export type ChannelsUnderTest = Awaited<ReturnType<typeof prepareChannels>>;

/** A database, an organization, a receiver and what sends; no loop runs yet. */
export async function prepareChannels() {
  const [postgres, receiver] = await Promise.all([migratedPostgres(), startReceiver()]);
  const db = createDbClient(postgres.url);
  const organizationId = uuidv7();
  await db.organization.create({ data: { id: organizationId, name: 'Acme', slug: organizationId } });
  const actor = { type: 'api_key', organizationId, apiKeyId: uuidv7() } as const;
  const secrets = createSecretBox([{ id: 'test', key: randomBytes(32) }]);
  let logs = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logs += chunk.toString();
      done();
    },
  });
  const context: DeliveryContext = {
    db,
    log: pino({ level: 'trace' }, sink),
    metrics: { deliveryTried: () => undefined },
    poster: createPoster(true),
    mailer: createMailer(null),
    secrets,
    bases: { pagerduty: receiver.url, opsgenie: receiver.url },
    now: () => new Date(),
    readRequest: () => Promise.resolve(null),
  };
  const loops: { close(): Promise<void> }[] = [];
  return {
    ...{ db, organizationId, actor, secrets, receiver, context },
    logs: () => logs,
    async addChannel(settings: ChannelSettings, name: string = settings.kind): Promise<string> {
      const services = { db, actor, secrets, allowPrivate: true };
      const input = { name, enabled: true, budgetWarnings: false, settings };
      return (await createChannel(services, input)).id;
    },
    enqueue: (
      channelId: string,
      notification: Notification = firedAlert,
      idempotencyKey: string = uuidv7(),
    ) => enqueueNotification(db, { organizationId, channelId, idempotencyKey, notification }),
    /** Starts another worker's loop. */
    work(changed: Partial<DeliveryContext> = {}) {
      const loop = startDeliveryLoop({ ...context, ...changed }, { lookEveryMs: 20 });
      loops.push(loop);
      return loop;
    },
    /** Makes the next try of whatever failed due now. */
    hurry: () =>
      db.delivery.updateMany({ where: { status: 'failed' }, data: { nextAttemptAt: new Date(0) } }),
    async stopWork() {
      await Promise.all(loops.splice(0).map((loop) => loop.close()));
    },
    async cleanUp() {
      await receiver.close();
      await Promise.all(loops.map((loop) => loop.close()));
      await context.poster.close();
      await db.$disconnect();
      await postgres.drop();
    },
  };
}
