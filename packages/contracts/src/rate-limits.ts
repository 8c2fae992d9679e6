import { z } from 'zod';

export const rateLimitUnitSchema = z
  .enum(['request', 'cents', 'token'])
  .describe('Requests, US cents of cost, or tokens (input and output)');
export type RateLimitUnit = z.infer<typeof rateLimitUnitSchema>;

/** As it stands in Helicone-Property-<Name>; compares without regard to case. */
export const propertyNameSchema = z
  .string()
  .trim()
  .max(128, 'A property’s name has at most 128 characters')
  .regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/, 'Name the property as in Helicone-Property-<Name>')
  .toLowerCase();

export const rateLimitSegmentSchema = z
  .discriminatedUnion('by', [
    z.strictObject({ by: z.literal('global') }),
    z.strictObject({ by: z.literal('user') }),
    z.strictObject({ by: z.literal('key') }),
    z.strictObject({
      by: z.literal('property'),
      name: propertyNameSchema,
    }),
  ])
  .describe(
    'Whose requests are counted together: everybody’s, each user’s, each API key’s, or by a property',
  );
export type RateLimitSegment = z.infer<typeof rateLimitSegmentSchema>;

const MAX_QUOTA = 1_000_000_000_000;
/** A year. */
const MAX_WINDOW_SECONDS = 31_536_000;
const MICROS = 1_000_000;

export const rateLimitShape = {
  quota: z
    .number()
    .positive('The quota must be above 0')
    .max(MAX_QUOTA)
    .describe('Whole requests or tokens; cents may have up to 6 digits after the point'),
  windowSeconds: z.number().int().min(1).max(MAX_WINDOW_SECONDS, 'A window is a year at the most'),
  unit: rateLimitUnitSchema,
  segment: rateLimitSegmentSchema,
};

/** Whether a quota can be counted in its unit. */
export function isCountable({ quota, unit }: { quota: number; unit: RateLimitUnit }): boolean {
  if (unit !== 'cents') return Number.isInteger(quota);
  return Math.abs(Math.round(quota * MICROS) - quota * MICROS) < 1e-3 && Math.round(quota * MICROS) > 0;
}

export const notCountable = {
  message: 'Requests and tokens are whole numbers; cents have at most 6 digits after the point',
  path: ['quota'],
};

/** Never more than `quota` in any window of `windowSeconds`. */
export const rateLimitSchema = z
  .strictObject(rateLimitShape)
  .refine(isCountable, notCountable)
  .meta({ id: 'RateLimit' });
export type RateLimit = z.infer<typeof rateLimitSchema>;

/** A limit as Helicone-RateLimit-Policy writes it: `100;w=3600;u=cents;s=user`. */
export function rateLimitText({ quota, windowSeconds, unit, segment }: RateLimit): string {
  const amount = quota.toFixed(6).replace(/\.?0+$/, '');
  const by = segment.by === 'property' ? segment.name : segment.by;
  return `${amount};w=${windowSeconds}${unit === 'request' ? '' : `;u=${unit}`}${by === 'global' ? '' : `;s=${by}`}`;
}

/** Where a limit that a request ran into comes from. */
export const rateLimitScopeSchema = z.enum(['header', 'rule', 'key', 'budget']);
export type RateLimitScope = z.infer<typeof rateLimitScopeSchema>;

/** Why a request was answered with 429. */
export const limitedBySchema = z.object({
  source: z
    .enum(['gateway', 'provider'])
    .describe('Whose limit it was: gateway is ours, and the request never went upstream'),
  scope: rateLimitScopeSchema
    .nullable()
    .describe('Where a limit of ours comes from: a header, a rule, the key or its budget'),
  policy: z.string().nullable().describe('As Helicone-RateLimit-Policy writes it'),
  ruleId: z.uuid().nullable(),
});
export type LimitedBy = z.infer<typeof limitedBySchema>;
