import { z } from 'zod';

const instantSchema = z
  .object({
    seconds: z.number({ error: 'expected seconds since the epoch, a number' }),
    milliseconds: z.number({ error: 'expected the milliseconds within the second, a number' }).default(0),
  })
  .transform(({ seconds, milliseconds }) => Math.round(seconds * 1000 + milliseconds));

/** Before this nobody called a model; a time so early was given in other units. */
const EARLIEST = Date.UTC(2015, 0, 1);
/** Clocks differ, but not by more than a day. */
const MAX_AHEAD_MS = 86_400_000;
const MAX_DURATION_MS = 7 * 86_400_000;

/** What Helicone's manual loggers write where the caller broke its stream off. */
const CANCELLED_STATUS = -3;

/**
 * The body of a call that was made elsewhere and is only logged here, as Helicone's manual loggers send it.
 * Times come out as milliseconds since the epoch.
 */
export const logCallSchema = z.object({
  providerRequest: z.object({
    url: z.string().max(8192).default(''),
    json: z.record(z.string(), z.unknown()),
    /** Helicone-* headers by name, for those that can't send headers. */
    meta: z.record(z.string(), z.unknown()).default({}),
  }),
  providerResponse: z.object({
    json: z.unknown(),
    textBody: z.string().nullish(),
    status: z
      .number()
      .int()
      .refine((status) => status === CANCELLED_STATUS || (status >= 100 && status <= 599), {
        error: 'expected an HTTP status, or -3 for a call that was cancelled',
      }),
    headers: z.record(z.string(), z.unknown()).default({}),
  }),
  timing: z
    .object({
      startTime: instantSchema,
      endTime: instantSchema,
      /** Milliseconds after the start. */
      timeToFirstToken: z.number().nonnegative().max(MAX_DURATION_MS).nullish(),
    })
    .refine(({ startTime }) => startTime >= EARLIEST && startTime <= Date.now() + MAX_AHEAD_MS, {
      path: ['startTime'],
      error: 'expected a time between 2015 and now; seconds and milliseconds since the epoch',
    })
    .refine(({ startTime, endTime }) => endTime >= startTime && endTime - startTime <= MAX_DURATION_MS, {
      path: ['endTime'],
      error: 'expected a time at or after startTime, at most seven days later',
    }),
  provider: z.string().max(100).nullish(),
});
export type LogCall = z.infer<typeof logCallSchema>;
