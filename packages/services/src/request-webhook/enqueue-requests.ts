import { v7 as uuidv7 } from 'uuid';
import { type Filter, filterSchema } from '@heliograph/contracts/filter';
import { type RequestNotification, requestNotificationSchema } from '@heliograph/contracts/notification';
import type { DbClient } from '@heliograph/db/client';

/** A webhook that is in force, for the worker. */
export interface ActiveWebhook {
  id: string;
  organizationId: string;
  channelId: string;
  name: string;
  filter: Filter | undefined;
  samplePercent: number;
  withBodies: boolean;
  /** Requests that began before are none of its business. */
  since: Date;
  sweptTo: Date;
}

/** Webhooks that are switched on, as their channels are; of all organizations where none are named. */
export async function listActiveWebhooks(
  db: DbClient,
  organizationIds?: readonly string[],
): Promise<ActiveWebhook[]> {
  const rows = await db.requestWebhook.findMany({
    where: {
      enabled: true,
      channel: { enabled: true, kind: 'webhook' },
      ...(organizationIds !== undefined && { organizationId: { in: [...organizationIds] } }),
    },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => ({
    ...row,
    filter: row.filter === null ? undefined : filterSchema.parse(row.filter),
    samplePercent: row.samplePercent.toNumber(),
  }));
}

/** Deliveries of a channel that may wait: a receiver that is down must not fill the database. */
export const MOST_WAITING = 5_000;

/** How many more deliveries of a channel may wait. */
export async function roomOf(db: DbClient, channelId: string): Promise<number> {
  const waiting = await db.delivery.count({
    where: { channelId, status: { in: ['pending', 'sending', 'failed'] } },
  });
  return Math.max(0, MOST_WAITING - waiting);
}

/** Puts requests into the outbox, each once for a webhook however often it is called. Gives how many were new. */
export async function enqueueRequests(
  db: DbClient,
  { id: webhookId, organizationId, channelId, name, withBodies }: ActiveWebhook,
  { requestIds, webUrl }: { requestIds: readonly string[]; webUrl: string },
): Promise<number> {
  const { count } = await db.delivery.createMany({
    data: requestIds.map((requestId) => {
      const notification: RequestNotification = requestNotificationSchema.parse({
        ...{ kind: 'request', webhookId, webhookName: name, requestId, withBodies },
        requestUrl: `${webUrl}/requests?request=${requestId}`,
      });
      return {
        ...{ id: uuidv7(), organizationId, channelId, notification, kind: 'request' },
        idempotencyKey: `request:${webhookId}:${requestId}`,
      };
    }),
    skipDuplicates: true,
  });
  return count;
}

/** Notes up to when a webhook's requests were looked at a second time. */
export async function noteSwept(db: DbClient, { id, since }: ActiveWebhook, sweptTo: Date): Promise<void> {
  // Whoever changed it meanwhile has set both.
  await db.requestWebhook.updateMany({ where: { id, since }, data: { sweptTo } });
}
