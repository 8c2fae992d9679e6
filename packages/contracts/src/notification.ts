import { z } from 'zod';

/** How much an alert matters. */
export const alertSeveritySchema = z.enum(['info', 'warning', 'critical']);
export type AlertSeverity = z.infer<typeof alertSeveritySchema>;

const url = z.url({ protocol: /^https?$/ });
const line = z.string().max(1_000);

/** A rule's group changed its state, or still fires. Amounts stand as people read them, with their unit. */
export const alertNotificationSchema = z.object({
  kind: z.literal('alert'),
  event: z.enum(['fired', 'resolved', 'renotified', 'no_data', 'error']),
  severity: alertSeveritySchema,
  title: line.min(1),
  ruleId: z.uuid(),
  ruleName: line,
  group: z.record(z.string(), z.string()).describe('Empty where the rule has no groups'),
  metric: line.describe('Such as `Cost` or `P95 latency`'),
  value: line.nullable().describe('Such as `$12.40`; null where there was none'),
  threshold: line.nullable(),
  window: line.describe('Such as `last 15 minutes`'),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullish(),
  explorerUrl: url.describe('The requests it is about'),
  alertUrl: url.describe('The rule'),
  summary: z.array(line).max(20).describe('Lines below the title'),
});
export type AlertNotification = z.infer<typeof alertNotificationSchema>;

/** A key has used so much of its monthly budget. */
export const budgetNotificationSchema = z.object({
  kind: z.literal('budget'),
  threshold: z.union([z.literal(80), z.literal(100)]).describe('Percent'),
  apiKeyId: z.uuid(),
  apiKeyName: z.string(),
  month: z.string().regex(/^\d{4}-\d{2}$/),
  spentUsd: z.string().describe('Decimal'),
  budgetUsd: z.string().describe('Decimal'),
  usedPercent: z.number(),
  keysUrl: url,
});
export type BudgetNotification = z.infer<typeof budgetNotificationSchema>;

/** Somebody pressed the test button. */
export const testNotificationSchema = z.object({
  kind: z.literal('test'),
  channelName: z.string(),
  sentBy: z.string().nullable().describe('Null: an API key'),
  settingsUrl: url,
});
export type TestNotification = z.infer<typeof testNotificationSchema>;

/** A request was logged that a webhook on requests is for. What is sent of it is read when it is sent. */
export const requestNotificationSchema = z.object({
  kind: z.literal('request'),
  webhookId: z.uuid(),
  webhookName: z.string(),
  requestId: z.uuid(),
  withBodies: z.boolean(),
  requestUrl: url,
});
export type RequestNotification = z.infer<typeof requestNotificationSchema>;

const reportTotalsSchema = z.object({
  costUsd: z.string().describe('Decimal'),
  requests: z.number(),
  errors: z.number(),
  users: z.number(),
  tokens: z.number(),
});
const reportTopSchema = z.array(
  z.object({ name: z.string(), costUsd: z.string().describe('Decimal'), requests: z.number() }),
);

/** A day or a week that is over, beside the one before. */
export const reportNotificationSchema = z.object({
  kind: z.literal('report'),
  period: z.enum(['day', 'week']),
  organizationName: z.string(),
  timezone: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  current: reportTotalsSchema,
  before: reportTotalsSchema,
  topModels: reportTopSchema,
  topUsers: reportTopSchema,
  course: z
    .array(z.object({ at: z.iso.datetime(), costUsd: z.string(), requests: z.number() }))
    .describe('By hour of a day, by day of a week'),
  url,
});
export type ReportNotification = z.infer<typeof reportNotificationSchema>;

/** What a channel can be told. */
export const notificationSchema = z.discriminatedUnion('kind', [
  alertNotificationSchema,
  budgetNotificationSchema,
  testNotificationSchema,
  requestNotificationSchema,
  reportNotificationSchema,
]);
export type Notification = z.infer<typeof notificationSchema>;

/**
 * What a notification belongs to: those of one subject go out in order, and PagerDuty and Opsgenie take them for one
 * incident. Null where it stands by itself.
 */
export function subjectOf(notification: Notification): string | null {
  if (notification.kind === 'test' || notification.kind === 'request' || notification.kind === 'report')
    return null;
  if (notification.kind === 'budget') return `budget:${notification.apiKeyId}:${notification.month}`;
  const group = Object.entries(notification.group).sort(([a], [b]) => (a < b ? -1 : 1));
  return `alert:${notification.ruleId}:${JSON.stringify(group)}`;
}
