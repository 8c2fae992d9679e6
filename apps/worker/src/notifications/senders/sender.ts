import type { Notification } from '@heliograph/contracts/notification';
import type { Message } from '@heliograph/contracts/notification-message';
import type { RequestWebhookData } from '@heliograph/contracts/request-webhooks';
import type { HttpCall } from '../post-json.ts';
import type { Mail } from '../send-mail.ts';

/** What a sender makes its call of. */
export interface Outgoing {
  notification: Notification;
  /** What a receiver of data gets of it. */
  data: Notification | RequestWebhookData;
  message: Message;
  /** What may be shown of the channel, and its secrets. */
  config: unknown;
  secrets: Record<string, string>;
  /** The same for every try, so that a receiver can tell a repetition. */
  deliveryId: string;
  /** Of the notification and of this try. */
  createdAt: Date;
  now: Date;
  /** What it belongs to, for receivers that put notifications together. */
  incidentKey: string;
  bases: VendorBases;
}

/** Addresses of vendors' APIs that a channel doesn't name; null for the vendor's own. */
export interface VendorBases {
  pagerduty: string | null;
  opsgenie: string | null;
}

/** A call to be made; `shown` is what the log tells of it and holds no secret. */
export type Call = { shown: unknown } & ({ by: 'http'; http: HttpCall } | { by: 'smtp'; mail: Mail });

/** Gives a notification the shape that a kind of channel takes. Pure; throws for a channel that isn't complete. */
export type Sender = (outgoing: Outgoing) => Call;

/** A call to a URL that is itself the channel's secret. */
export function toSecretUrl(
  { secrets }: Outgoing,
  body: unknown,
  headers: Record<string, string> = {},
): Call {
  return {
    shown: body,
    by: 'http',
    http: { url: secretOf(secrets, 'url'), headers, body: JSON.stringify(body), isTrusted: false },
  };
}

export function secretOf(secrets: Record<string, string>, name: string): string {
  const value = secrets[name];
  if (value === undefined) throw new Error(`The channel has no ${name}: edit it`);
  return value;
}

/** At most so many characters, the last one an ellipsis where some are left out; never half a surrogate pair. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
