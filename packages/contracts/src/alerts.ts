import { z } from 'zod';
import { alertMetricSchema, isAdditive } from './alert-metrics.ts';
import { filterInputSchema, filterSchema } from './filter.ts';
import { givenName } from './given-name.ts';
import { alertSeveritySchema } from './notification.ts';

const MINUTES_OF_DAY = 1_440;

/** By what a rule's requests are told apart; each group has a state of its own. */
export const alertGroupFieldSchema = z.union([
  z.enum(['model', 'provider', 'user', 'key', 'status']),
  z
    .string()
    .regex(/^property\.[^\s].{0,127}$/, 'Group by model, provider, user, key, status or property.<name>')
    .describe('property.<name>'),
]);
export type AlertGroupField = z.infer<typeof alertGroupFieldSchema>;

const directionSchema = z.enum(['above', 'below']);

export const alertConditionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('threshold'),
    direction: directionSchema,
    value: z.number().min(-1e15).max(1e15).describe('In the unit of the metric; a rate is a share of 1'),
  }),
  z.strictObject({
    kind: z.literal('change'),
    direction: directionSchema.describe('above: it rose by more than percent; below: it fell by more'),
    percent: z.number().positive().max(100_000),
    against: z
      .enum(['previous_period', 'same_time_last_week'])
      .describe('The window of the same length right before, or the same one seven days ago'),
  }),
  z.strictObject({
    kind: z.literal('anomaly'),
    direction: z.enum(['above', 'below', 'both']),
    deviations: z
      .number()
      .min(2)
      .max(20)
      .describe('Robust standard deviations from the median of the same window on the 14 days before'),
  }),
  z.strictObject({
    kind: z.literal('budget'),
    basis: z.enum(['spent', 'forecast']).describe('What the month has cost, or what it will at this pace'),
    usd: z.number().positive().max(1e12),
    percent: z.number().min(1).max(1_000).default(100).describe('Of the budget'),
  }),
  z.strictObject({ kind: z.literal('no_data') }).describe('No request in the window'),
]);
export type AlertCondition = z.infer<typeof alertConditionSchema>;

export const alertWindowSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rolling'),
    minutes: z
      .number()
      .int()
      .min(1)
      .max(30 * MINUTES_OF_DAY, 'A window is 30 days at the most'),
  }),
  z.strictObject({ kind: z.literal('today') }).describe('Since midnight, in the rule’s time zone'),
  z.strictObject({ kind: z.literal('month') }).describe('Since the first of the month, likewise'),
]);
export type AlertWindow = z.infer<typeof alertWindowSchema>;

const timezoneSchema = z.string().max(64).refine(isTimezone, 'Give a time zone such as UTC or Europe/Berlin');

function isTimezone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

const minutes = (most: number) => z.number().int().min(0).max(most);

const ruleShape = {
  name: givenName('Give the rule a name'),
  enabled: z.boolean().default(true),
  severity: alertSeveritySchema.default('warning'),
  metric: alertMetricSchema,
  filter: filterInputSchema.nullish().transform((filter) => filter ?? null),
  groupBy: z
    .array(alertGroupFieldSchema)
    .max(2, 'Group by two fields at most')
    .refine((fields) => new Set(fields).size === fields.length, 'Group by different fields')
    .default([]),
  window: alertWindowSchema,
  timezone: timezoneSchema.default('UTC'),
  condition: alertConditionSchema,
  minimumRequests: z
    .number()
    .int()
    .min(0)
    .max(1e9)
    .default(0)
    .describe('With fewer requests in the window nothing is wrong'),
  forMinutes: minutes(MINUTES_OF_DAY).default(0).describe('How long it has to be so before it fires'),
  cooldownMinutes: minutes(7 * MINUTES_OF_DAY)
    .default(0)
    .describe('How long after it resolved it doesn’t fire again'),
  hysteresisPercent: z
    .number()
    .min(0)
    .max(90)
    .default(0)
    .describe('How far back behind the threshold it has to come to resolve, in per cent of it'),
  renotifyMinutes: minutes(30 * MINUTES_OF_DAY)
    .min(5)
    .nullable()
    .default(null)
    .describe('Every how many minutes it is told again while it fires; null: never'),
  noData: z
    .enum(['resolve', 'keep', 'notify'])
    .default('resolve')
    .describe('Without a value: nothing is wrong, it stays as it was, or that is told as well'),
  channelIds: z.array(z.uuid()).max(10).default([]).describe('Who is told'),
};

interface Fitting {
  metric: z.infer<typeof alertMetricSchema>;
  window: AlertWindow;
  condition: AlertCondition;
}

/** What of a rule doesn't go together, as issues of a schema. */
function checkFit({ metric, window, condition }: Fitting, context: z.RefinementCtx): void {
  const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
  const isCost = metric.metric === 'cost' && metric.aggregation === 'sum';
  if (condition.kind === 'budget' && !(isCost && window.kind === 'month'))
    refuse(['condition'], 'A budget is for the sum of cost of the month (window: month)');
  if (window.kind !== 'rolling') {
    if (!isAdditive(metric)) refuse(['window'], 'Only sums and counts go with a day or a month');
    if (condition.kind !== 'budget' && condition.kind !== 'threshold')
      refuse(['window'], 'Take a rolling window for this condition');
    return;
  }
  if (condition.kind === 'anomaly' && window.minutes > MINUTES_OF_DAY)
    refuse(['window'], 'Anomalies are found in windows of up to a day');
  if (
    condition.kind === 'change' &&
    condition.against === 'same_time_last_week' &&
    window.minutes > 7 * MINUTES_OF_DAY
  )
    refuse(['window'], 'A window that is compared with last week has up to seven days');
}

/** A rule as it is given. */
export const newAlertRuleSchema = z.strictObject(ruleShape).superRefine(checkFit);
export type NewAlertRule = z.infer<typeof newAlertRuleSchema>;
export type NewAlertRuleInput = z.input<typeof newAlertRuleSchema>;

export const updateAlertRuleSchema = newAlertRuleSchema.safeExtend({ id: z.uuid() });

/** A rule as it is kept. */
const { filter: _filter, ...plainShape } = ruleShape;
export const alertRuleSchema = z
  .object({
    id: z.uuid(),
    ...plainShape,
    filter: filterSchema.nullable(),
    snoozedUntil: z.iso.datetime().nullable().describe('Until then it doesn’t fire'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    createdBy: z.string().nullable(),
  })
  .meta({ id: 'AlertRule' });
export type AlertRule = z.infer<typeof alertRuleSchema>;

export const alertStatusSchema = z.enum(['ok', 'pending', 'firing', 'no_data', 'error']);
export type AlertStatus = z.infer<typeof alertStatusSchema>;

/** How one group of a rule stands; a rule without groups has one. */
export const alertGroupStateSchema = z.object({
  group: z.record(z.string(), z.string()).describe('Value by field; empty for a rule without groups'),
  status: alertStatusSchema,
  since: z.iso.datetime(),
  value: z.number().nullable(),
  threshold: z.number().nullable().describe('What the value was compared with'),
  requests: z.number().int().describe('In the window'),
  evaluatedAt: z.iso.datetime(),
  recent: z.array(z.number().nullable()).describe('Its last values, oldest first'),
});
export type AlertGroupState = z.infer<typeof alertGroupStateSchema>;

export const alertOverviewSchema = z
  .object({
    rule: alertRuleSchema,
    status: alertStatusSchema.describe('The worst of its groups'),
    groups: z.array(alertGroupStateSchema).describe('The worst first, at most 100'),
    groupCount: z.number().int(),
    isMuted: z.boolean().describe('Snoozed, or in a maintenance window'),
    evaluatedAt: z.iso.datetime().nullable(),
    error: z.string().nullable().describe('Why it could not be evaluated'),
  })
  .meta({ id: 'AlertOverview' });
export type AlertOverview = z.infer<typeof alertOverviewSchema>;

/** One time that a group of a rule fired. */
export const alertEventSchema = z
  .object({
    id: z.uuid(),
    ruleId: z.uuid(),
    ruleName: z.string(),
    severity: alertSeveritySchema,
    kind: z.enum(['fired', 'no_data']),
    group: z.record(z.string(), z.string()),
    metric: alertMetricSchema,
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable().describe('null: it still fires'),
    value: z.number().nullable().describe('When it fired'),
    peak: z.number().nullable().describe('The worst value'),
    threshold: z.number().nullable(),
    windowFrom: z.iso.datetime(),
    windowTo: z.iso.datetime(),
    filter: filterSchema.nullable().describe('Which requests it is about, the group included'),
    acknowledgedAt: z.iso.datetime().nullable(),
    acknowledgedBy: z.string().nullable(),
    told: z.array(
      z.object({
        event: z.enum(['fired', 'resolved', 'renotified', 'no_data']),
        at: z.iso.datetime(),
        channelIds: z.array(z.uuid()),
      }),
    ),
  })
  .meta({ id: 'AlertEvent' });
export type AlertEvent = z.infer<typeof alertEventSchema>;

/** The last days as the rule would have seen them. */
export const alertPreviewSchema = z
  .object({
    stepSeconds: z.number().int(),
    windowFrom: z.iso.datetime(),
    windowTo: z.iso.datetime(),
    series: z.array(
      z.object({
        group: z.record(z.string(), z.string()),
        points: z.array(
          z.object({
            time: z.iso.datetime().describe('Where the window ends'),
            value: z.number().nullable(),
            threshold: z.number().nullable(),
            status: alertStatusSchema,
          }),
        ),
        fired: z.number().int(),
      }),
    ),
    fired: z.number().int().describe('How often it would have fired, all groups together'),
    firingSeconds: z.number().int(),
    groupCount: z.number().int().describe('Of which the series are those with most requests'),
  })
  .meta({ id: 'AlertPreview' });
export type AlertPreview = z.infer<typeof alertPreviewSchema>;
