import { z } from 'zod';
import { timeZoneSchema } from './analytics.ts';
import { bucketStarts } from './time-buckets.ts';

const shape = {
  channelId: z.uuid('Choose a channel').describe('A channel of the kind email or slack'),
  period: z.enum(['day', 'week']).describe('What each report is about; weeks begin on Monday'),
  timezone: timeZoneSchema.describe('Whose days and weeks are meant'),
  hour: z.number().int().min(0).max(23).describe('Of the day after the period, when it is sent'),
  enabled: z.boolean(),
};

/** Kinds of channels that a report can go to. */
export const reportChannelKinds = ['email', 'slack'] as const;

export const reportSchema = z
  .object({
    id: z.uuid(),
    ...shape,
    channelName: z.string(),
    nextAt: z.iso.datetime().describe('When the next one is due'),
    createdAt: z.iso.datetime(),
    createdBy: z.string().nullable(),
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof reportSchema>;

export const newReportSchema = z.strictObject({
  ...shape,
  timezone: shape.timezone.default('UTC'),
  hour: shape.hour.default(8),
  enabled: shape.enabled.default(true),
});
export type NewReport = z.infer<typeof newReportSchema>;

export const updateReportSchema = z.strictObject({ id: z.uuid(), ...z.strictObject(shape).partial().shape });
export type UpdateReport = z.infer<typeof updateReportSchema>;

const DAY_MS = 86_400_000;

/** The period that ended last before `now`, and the one before it: where each begins, and where the last one ended (ms). */
export function lastPeriod(
  { period, timezone }: Pick<Report, 'period' | 'timezone'>,
  now: number,
): { before: number; from: number; to: number } {
  const starts = bucketStarts({
    interval: period,
    timeZone: timezone,
    from: now - 23 * DAY_MS,
    to: now + 1,
    most: 100,
  });
  const [before = 0, from = 0, to = 0] = starts.slice(-3);
  return { before, from, to };
}

/** When the report of the first period that ends after `sentTo` is due (ms). */
export function nextReportAt(
  { period, timezone, hour }: Pick<Report, 'period' | 'timezone' | 'hour'>,
  sentTo: number,
): number {
  const to = sentTo + 10 * DAY_MS;
  const starts = bucketStarts({ interval: period, timeZone: timezone, from: sentTo, to, most: 100 });
  const end = starts.find((start) => start > sentTo) ?? to;
  return firstOfHour(end, hour, timezone);
}

/** Offsets between zones are whole quarters of an hour. */
const QUARTER_MS = 900_000;

/** When clocks of a zone first show an hour (or, where it is left out, a later one) on the day that begins at `day` (ms). */
function firstOfHour(day: number, hour: number, timezone: string): number {
  const clock = new Intl.DateTimeFormat('en-US', { timeZone: timezone, hour: '2-digit', hourCycle: 'h23' });
  for (let at = day; at < day + DAY_MS; at += QUARTER_MS) {
    if (Number(clock.format(at)) >= hour) return at;
  }
  return day + hour * 3_600_000;
}
