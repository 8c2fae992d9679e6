import { type Delivery, deliverySchema } from '@heliograph/contracts/channels';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { notificationSchema } from '@heliograph/contracts/notification';
import { toMessage } from '@heliograph/contracts/notification-message';
import type { Prisma } from '@heliograph/db/client';

type Row = Prisma.DeliveryGetPayload<object>;

/** A delivery as it is shown. Throws where the row isn't what it should be. */
export function toListedDelivery(row: Row): Delivery {
  const notification = notificationSchema.parse(row.notification);
  const waits = row.status === 'pending' || row.status === 'failed';
  return deliverySchema.parse({
    ...row,
    title: toMessage(notification).title,
    notification,
    nextAttemptAt: waits ? row.nextAttemptAt.toISOString() : null,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  });
}

/** What is said of a delivery that the organization doesn't have. */
export function noSuchDelivery(): HeliographError {
  return new HeliographError(
    'not_found',
    'There is no such delivery: they are kept for 90 days, and go with their channel.',
  );
}
