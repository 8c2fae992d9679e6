import { v7 as uuidv7 } from 'uuid';
import { type Notification, notificationSchema, subjectOf } from '@heliograph/contracts/notification';
import type { DbClient, DbTransaction } from '@heliograph/db/client';

export interface NewDelivery {
  organizationId: string;
  channelId: string;
  /** What the notification is about: the second one of the same key to a channel is none. */
  idempotencyKey: string;
  notification: Notification;
  /** After so many tries it is dead; 8 without it. */
  maxAttempts?: number;
}

/**
 * Puts a notification into the outbox; a worker sends it once the transaction is through. Gives the id of the delivery, null
 * where there is nothing to send: the key was used before, or the organization has no such channel that is switched on.
 * Throws a ZodError for a notification that isn't one. Nobody's permission is asked.
 */
export async function enqueueNotification(
  db: DbClient | DbTransaction,
  { organizationId, channelId, idempotencyKey, notification, maxAttempts }: NewDelivery,
): Promise<string | null> {
  const checked = notificationSchema.parse(notification);
  const channel = await db.notificationChannel.findFirst({
    where: { id: channelId, organizationId, enabled: true },
    select: { id: true },
  });
  if (channel === null) return null;
  const id = uuidv7();
  const { count } = await db.delivery.createMany({
    data: {
      ...{ id, organizationId, channelId, idempotencyKey, notification: checked, kind: checked.kind },
      subject: subjectOf(checked),
      ...(maxAttempts !== undefined && { maxAttempts }),
    },
    skipDuplicates: true,
  });
  return count === 0 ? null : id;
}
