import { z } from 'zod';
import { givenName } from './given-name.ts';
import { notificationSchema } from './notification.ts';
import { nextCursorSchema, pageShape } from './page.ts';

/** The kinds of channels, what each is called, and which of its settings are secrets: they are encrypted and never shown. */
export const channelKinds = {
  email: { label: 'E-mail', secrets: [] },
  slack: { label: 'Slack', secrets: ['url'] },
  discord: { label: 'Discord', secrets: ['url'] },
  teams: { label: 'Microsoft Teams', secrets: ['url'] },
  pagerduty: { label: 'PagerDuty', secrets: ['routingKey'] },
  opsgenie: { label: 'Opsgenie', secrets: ['apiKey'] },
  webhook: { label: 'Webhook', secrets: ['url', 'signingSecret'] },
} as const satisfies Record<string, { label: string; secrets: readonly string[] }>;
export type ChannelKind = keyof typeof channelKinds;
export const channelKindSchema = z.enum(Object.keys(channelKinds) as [ChannelKind, ...ChannelKind[]]);

const url = z
  .url({ protocol: /^https?$/, error: 'Give a URL that begins with https://' })
  .max(2_048)
  .refine((text) => {
    // What is no URL is refused above.
    if (!URL.canParse(text)) return true;
    const { username, password } = new URL(text);
    return username === '' && password === '';
  }, 'A URL has no user name and password here');
const region = z.enum(['us', 'eu']).default('us').describe('Where the account is');
const recipients = z
  .array(z.email('Give e-mail addresses such as ada@example.com').max(254))
  .min(1, 'Give at least one address')
  .max(20, 'A channel has at most 20 addresses');
const routingKey = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z]{32}$/, 'An integration key of the Events API v2 has 32 letters and digits');
const apiKey = z
  .string()
  .trim()
  .regex(/^[0-9A-Fa-f-]{36}$/, 'An API key of Opsgenie looks like 01234567-89ab-cdef-0123-456789abcdef');
const signingSecret = z
  .string()
  .min(16, 'At least 16 characters')
  .max(256)
  .regex(/^[\x21-\x7e]+$/, 'Letters, digits and signs without blanks');

/** Where a channel leads, as it is given. */
export const channelSettingsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('email'), recipients }),
  z.strictObject({ kind: z.literal('slack'), url }),
  z.strictObject({ kind: z.literal('discord'), url }),
  z.strictObject({ kind: z.literal('teams'), url }),
  z.strictObject({ kind: z.literal('pagerduty'), routingKey, region }),
  z.strictObject({ kind: z.literal('opsgenie'), apiKey, region }),
  z.strictObject({
    kind: z.literal('webhook'),
    url,
    signingSecret: signingSecret.optional().describe('Made where it is left out; then shown once'),
  }),
]);
export type ChannelSettings = z.infer<typeof channelSettingsSchema>;

/** The same to be changed: a secret that is left out stays as it is. */
export const channelChangesSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('email'), recipients }),
  z.strictObject({ kind: z.literal('slack'), url: url.optional() }),
  z.strictObject({ kind: z.literal('discord'), url: url.optional() }),
  z.strictObject({ kind: z.literal('teams'), url: url.optional() }),
  z.strictObject({ kind: z.literal('pagerduty'), routingKey: routingKey.optional(), region }),
  z.strictObject({ kind: z.literal('opsgenie'), apiKey: apiKey.optional(), region }),
  z.strictObject({
    kind: z.literal('webhook'),
    url: url.optional(),
    signingSecret: signingSecret.optional(),
  }),
]);
export type ChannelChanges = z.infer<typeof channelChangesSchema>;

const masked = z.string().describe('Only what it is recognized by; the rest is shown nowhere');

/** Where a channel leads, as it is shown. */
export const shownSettingsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('email'), recipients: z.array(z.string()) }),
  z.object({ kind: z.literal('slack'), url: masked }),
  z.object({ kind: z.literal('discord'), url: masked }),
  z.object({ kind: z.literal('teams'), url: masked }),
  z.object({ kind: z.literal('pagerduty'), routingKey: masked, region: z.enum(['us', 'eu']) }),
  z.object({ kind: z.literal('opsgenie'), apiKey: masked, region: z.enum(['us', 'eu']) }),
  z.object({ kind: z.literal('webhook'), url: masked, signingSecret: masked }),
]);
export type ShownSettings = z.infer<typeof shownSettingsSchema>;

export const deliveryStatusSchema = z
  .enum(['pending', 'sending', 'delivered', 'failed', 'dead'])
  .describe('failed: it is tried again; dead: it is not, until somebody sends it again');
export type DeliveryStatus = z.infer<typeof deliveryStatusSchema>;

const channelShape = {
  name: givenName('Give the channel a name'),
  enabled: z.boolean(),
  budgetWarnings: z
    .boolean()
    .describe('Tell here when an API key has used 80 and 100 % of its monthly budget'),
};

export const channelSchema = z
  .object({
    id: z.uuid(),
    ...channelShape,
    settings: shownSettingsSchema,
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    createdBy: z.string().nullable(),
    lastDelivery: z
      .object({ at: z.iso.datetime(), status: deliveryStatusSchema, error: z.string().nullable() })
      .nullable(),
  })
  .meta({ id: 'NotificationChannel' });
export type Channel = z.infer<typeof channelSchema>;

export const newChannelSchema = z.strictObject({
  ...channelShape,
  enabled: channelShape.enabled.default(true),
  budgetWarnings: channelShape.budgetWarnings.default(false),
  settings: channelSettingsSchema,
});
export type NewChannel = z.infer<typeof newChannelSchema>;

export const createdChannelSchema = z.object({
  ...channelSchema.shape,
  signingSecret: z
    .string()
    .nullable()
    .describe('The one that was made for a webhook; it is shown this once. Null otherwise'),
});
export type CreatedChannel = z.infer<typeof createdChannelSchema>;

export const updateChannelSchema = z.strictObject({
  id: z.uuid(),
  ...z.strictObject(channelShape).partial().shape,
  settings: channelChangesSchema.optional().describe('Of the channel’s kind, which never changes'),
});
export type UpdateChannel = z.infer<typeof updateChannelSchema>;

/** What an installation lacks for some channels. */
export const channelReadinessSchema = z.object({
  email: z.boolean().describe('Whether the operator has set SMTP_URL'),
  secrets: z
    .boolean()
    .describe('Whether the operator has set ENCRYPTION_KEYS, which all but e-mail channels need'),
});
export type ChannelReadiness = z.infer<typeof channelReadinessSchema>;

export const deliveryTrySchema = z.object({
  at: z.iso.datetime(),
  latencyMs: z.number().int().nonnegative(),
  status: z.number().int().nullable().describe('The HTTP or SMTP status; null where there was no answer'),
  error: z.string().nullable().describe('Null where it was delivered'),
  answer: z.string().nullable().describe('The beginning of the answer’s body'),
});
export type DeliveryTry = z.infer<typeof deliveryTrySchema>;

export const deliverySchema = z
  .object({
    id: z.uuid(),
    channelId: z.uuid(),
    title: z.string(),
    notification: notificationSchema,
    status: deliveryStatusSchema,
    attempts: z.number().int(),
    maxAttempts: z.number().int(),
    nextAttemptAt: z.iso.datetime().nullable().describe('Null where there will be none'),
    tries: z.array(deliveryTrySchema),
    sent: z.unknown().describe('What was sent last, without secrets; null before the first try'),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Delivery' });
export type Delivery = z.infer<typeof deliverySchema>;

export const listDeliveriesInputSchema = z.strictObject({
  id: z.uuid(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: pageShape.cursor,
});

export const deliveriesSchema = z.object({ items: z.array(deliverySchema), nextCursor: nextCursorSchema });
