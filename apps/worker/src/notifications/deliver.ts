import { createHash } from 'node:crypto';
import type { DeliveryTry } from '@heliograph/contracts/channels';
import type { RequestNotification } from '@heliograph/contracts/notification';
import { toMessage } from '@heliograph/contracts/notification-message';
import type { RequestWebhookData } from '@heliograph/contracts/request-webhooks';
import { parseSecrets } from '@heliograph/services/channel/split-settings';
import type { ClaimedDelivery } from '@heliograph/services/delivery/claim';
import type { Settlement } from '@heliograph/services/delivery/settle';
import type { SecretBox } from '@heliograph/services/secrets/secret-box';
import type { Poster, TryResult } from './post-json.ts';
import { retryDelay } from './retry-delay.ts';
import type { Mailer } from './send-mail.ts';
import type { Call, Outgoing, VendorBases } from './senders/sender.ts';
import { senders } from './senders/senders.ts';

/** What it takes to send. */
export interface SendingContext {
  poster: Poster;
  mailer: Mailer;
  /** Null where the operator has set no key. */
  secrets: SecretBox | null;
  bases: VendorBases;
  now: () => Date;
  /** What is told of a request; null where it is gone. */
  readRequest: (
    organizationId: string,
    notification: RequestNotification,
  ) => Promise<RequestWebhookData | null>;
}

/** Sends one delivery, once, and says what has become of it. Never rejects. */
export async function deliver(context: SendingContext, claimed: ClaimedDelivery): Promise<Settlement> {
  const { id, leaseToken, attempt, maxAttempts } = claimed;
  const at = context.now();
  const startedAt = performance.now();
  const { call, result } = await send(context, claimed, at);
  const { verdict, status, answer } = result;
  const tried: DeliveryTry = {
    at: at.toISOString(),
    latencyMs: Math.round(performance.now() - startedAt),
    status,
    error: verdict.outcome === 'delivered' ? null : verdict.error,
    answer,
  };
  const tries = claimed.wasCutOff ? [cutOff(at), tried] : [tried];
  const common = { id, leaseToken, tries, sent: call?.shown ?? null, retryInMs: 0 };
  if (verdict.outcome === 'delivered') return { ...common, status: 'delivered' };
  if (verdict.outcome === 'dead' || attempt >= maxAttempts) return { ...common, status: 'dead' };
  return { ...common, status: 'failed', retryInMs: retryDelay(attempt, verdict.askedMs, Math.random()) };
}

async function send(
  { poster, mailer, secrets: box, bases, readRequest }: SendingContext,
  claimed: ClaimedDelivery,
  at: Date,
): Promise<{ call: Call | null; result: TryResult }> {
  const { notification, channel, id, attempt, maxAttempts } = claimed;
  const dead = (error: string) => ({ call: null, result: failure('dead', error) });
  if (notification === null) return dead('The notification can not be read by this version');
  if (attempt > maxAttempts) return dead('Workers stopped in the midst of every try');
  if (!channel.enabled && notification.kind !== 'test') return dead('The channel is switched off');
  let data: Outgoing['data'] | null;
  try {
    data =
      notification.kind === 'request'
        ? await readRequest(claimed.organizationId, notification)
        : notification;
  } catch {
    // What ClickHouse says names servers, which is nothing for the log of a channel.
    return { call: null, result: failure('retry', 'The request could not be read yet') };
  }
  if (data === null) return dead('The request was deleted');
  let call: Call;
  try {
    if (channel.secrets !== null && box === null)
      throw new Error('ENCRYPTION_KEYS is not set for the worker');
    const secrets =
      channel.secrets === null || box === null
        ? {}
        : parseSecrets(box.open(channel.secrets, claimed.channelId));
    call = senders[channel.kind]({
      ...{ notification, data, message: toMessage(notification), config: channel.config, secrets, bases },
      ...{ deliveryId: id, createdAt: claimed.createdAt, now: at, incidentKey: incidentKey(claimed) },
    });
  } catch (error) {
    // The operator may have to set a key first.
    return { call: null, result: failure('retry', error instanceof Error ? error.message : 'It failed') };
  }
  return { call, result: await (call.by === 'http' ? poster.post(call.http) : mailer.send(call.mail)) };
}

/** PagerDuty takes 255 characters, a subject may be longer. */
function incidentKey({ subject, id }: ClaimedDelivery): string {
  return `heliograph-${createHash('sha256')
    .update(subject ?? id)
    .digest('hex')
    .slice(0, 40)}`;
}

function failure(outcome: 'dead' | 'retry', error: string): TryResult {
  return { verdict: { outcome, error, askedMs: null }, status: null, answer: null };
}

function cutOff(at: Date): DeliveryTry {
  const error = 'A worker stopped before it could note what became of its try';
  return { at: at.toISOString(), latencyMs: 0, status: null, error, answer: null };
}
