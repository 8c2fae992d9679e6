import type { Notification } from '@heliograph/contracts/notification';
import { signatureOf } from '../sign.ts';
import { secretOf, type Sender, toSecretUrl } from './sender.ts';

/** The notification as JSON, signed; `id` and Heliograph-Delivery are the same for every try. */
export const webhook: Sender = (outgoing) => {
  const { notification, data, deliveryId, createdAt, now, secrets } = outgoing;
  const type = eventOf(notification);
  const body = { id: deliveryId, type, createdAt: createdAt.toISOString(), data };
  const call = toSecretUrl(outgoing, body, {
    'heliograph-delivery': deliveryId,
    'heliograph-event': type,
    'heliograph-signature': signatureOf(
      JSON.stringify(body),
      secretOf(secrets, 'signingSecret'),
      Math.floor(now.getTime() / 1_000),
    ),
  });
  // What people wrote to a model stays where it is deleted with its request.
  return data.kind === 'request'
    ? { ...call, shown: { ...body, data: { ...data, bodies: undefined } } }
    : call;
};

function eventOf(notification: Notification): string {
  return notification.kind === 'alert' ? `alert.${notification.event}` : notification.kind;
}
