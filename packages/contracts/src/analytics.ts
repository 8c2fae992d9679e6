import { z } from 'zod';
import { analyticsGroupSchema } from './analytics-groups.ts';
import { aggregations, isAllowed, metricNames } from './analytics-metrics.ts';
import { intervals, isTimeZone } from './time-buckets.ts';
import { requestsRangeShape } from './time-range.ts';

/** A group's value for all groups beyond the limit, and for values of a property beyond what a rollup keeps. */
export const OTHER_GROUP = '(other)';

export const metricSelectionSchema = z
  .strictObject({ metric: z.enum(metricNames), aggregation: z.enum(aggregations) })
  .refine(({ metric, aggregation }) => isAllowed(metric, aggregation), {
    message: 'This metric has no such aggregation; docs/analytics.md lists those it has',
    path: ['aggregation'],
  });
export type MetricSelection = z.infer<typeof metricSelectionSchema>;

export const timeZoneSchema = z
  .string()
  .max(64)
  .refine(isTimeZone, { message: 'Name a time zone of the IANA database, such as Europe/Berlin' });

export const queryAnalyticsInputSchema = z
  .strictObject({
    ...requestsRangeShape,
    metrics: z.array(metricSelectionSchema).min(1).max(12),
    groupBy: z.array(analyticsGroupSchema).max(2).default([]),
    interval: z
      .enum(['none', ...intervals, 'auto'])
      .default('none')
      .describe('Length of each row’s stretch of time; none: one for the whole range; auto: by its length'),
    timezone: timeZoneSchema
      .default('UTC')
      .describe('IANA name of the zone whose hours, days, weeks (from Monday) and months are meant'),
    limit: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .default(50)
      .describe('Groups; the others are added up in one, whose values are (other)'),
    orderBy: z
      .strictObject({
        metric: z.number().int().min(0).max(11).describe('Place in metrics, from 0'),
        direction: z.enum(['desc', 'asc']).default('desc'),
      })
      .default({ metric: 0, direction: 'desc' })
      .describe('Which groups come first, by the value over the whole time range'),
    fillGaps: z.boolean().default(true).describe('Rows also for stretches of time without requests'),
  })
  .refine(({ metrics, orderBy }) => orderBy.metric < metrics.length, {
    message: 'orderBy.metric is the place of one of the metrics, from 0',
    path: ['orderBy', 'metric'],
  })
  .refine(({ groupBy }) => new Set(groupBy).size === groupBy.length, {
    message: 'Group by two different fields',
    path: ['groupBy'],
  });
export type QueryAnalyticsInput = z.input<typeof queryAnalyticsInputSchema>;
export type AnalyticsQuestion = z.output<typeof queryAnalyticsInputSchema>;

/** Where an answer comes from: the requests themselves, or the rollup by what it names. */
export const analyticsSources = [
  'raw',
  'total',
  'model',
  'key',
  'prompt',
  'user',
  'session',
  'property',
] as const;
export type AnalyticsSource = (typeof analyticsSources)[number];

export const analyticsRowSchema = z
  .object({
    time: z.iso
      .datetime()
      .nullable()
      .describe('Where the row’s stretch of time begins; null for interval none'),
    group: z
      .record(z.string(), z.string().nullable())
      .describe('A value for each field of groupBy; null where requests have none, (other) for the rest'),
    values: z
      .array(z.union([z.number(), z.string(), z.null()]))
      .describe('In the order of metrics; USD as decimal text, rates from 0 to 1; null where there is none'),
  })
  .meta({ id: 'AnalyticsRow' });
export type AnalyticsRow = z.infer<typeof analyticsRowSchema>;

export const analyticsResultSchema = z
  .object({
    source: z
      .enum(analyticsSources)
      .describe(
        'raw: the requests themselves; else the rollup that was read, and requests only where it is not up to date',
      ),
    rawHours: z.number().describe('Hours of the time range that were read from the requests themselves'),
    interval: z.enum(['none', ...intervals]).describe('As asked for, or as chosen for auto'),
    timezone: z.string(),
    rows: z.array(analyticsRowSchema).describe('In the order of time, then of groups'),
    truncated: z.boolean().describe('There are more groups than the limit; their total is (other)'),
    folded: z
      .boolean()
      .describe(
        'A property had more than 10,000 values in an hour: those with the fewest requests are in (other)',
      ),
  })
  .meta({ id: 'AnalyticsResult' });
export type AnalyticsResult = z.infer<typeof analyticsResultSchema>;
