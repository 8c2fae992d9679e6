import { z } from 'zod';
import { givenName } from './given-name.ts';

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

/** How a limit of ours stood once a request was counted, or refused, by it. */
export const limitStandingSchema = z.object({
  scope: rateLimitScopeSchema.describe('Where the limit comes from: a header, a rule, the key or its budget'),
  policy: z.string().describe('As Helicone-RateLimit-Policy writes it'),
  ruleId: z.uuid().nullable(),
  unit: rateLimitUnitSchema,
  limit: z.number().describe('How much there is of the unit in a window'),
  remaining: z.number().describe('What was left of it'),
  resetMs: z.number().describe('Milliseconds until something (where it refused: enough) came free'),
  refused: z.boolean(),
});
export type LimitStanding = z.infer<typeof limitStandingSchema>;

const ruleShape = {
  name: givenName('Give the rule a name'),
  ...rateLimitShape,
  model: z
    .string()
    .trim()
    .min(1)
    .max(256)
    .regex(/^[^*\p{Cc}]+\*?$/u, 'A * may only stand at the end, behind the beginning of a name')
    .nullable()
    .describe(
      'Only requests to this model, without regard to case; with * at its end, every name that begins so',
    ),
  property: z
    .strictObject({ name: propertyNameSchema, value: z.string().max(1024) })
    .nullable()
    .describe('Only requests with this property'),
  enabled: z.boolean(),
};

/** A limit that holds for all requests of an organization that it is for. */
export const rateLimitRuleSchema = z
  .object({
    id: z.uuid(),
    ...ruleShape,
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    createdBy: z.string().nullable(),
  })
  .meta({ id: 'RateLimitRule' });
export type RateLimitRule = z.infer<typeof rateLimitRuleSchema>;

export const newRateLimitRuleSchema = z
  .strictObject({
    ...ruleShape,
    segment: rateLimitSegmentSchema.default({ by: 'global' }),
    model: ruleShape.model.default(null),
    property: ruleShape.property.default(null),
    enabled: ruleShape.enabled.default(true),
  })
  .refine(isCountable, notCountable);
export type NewRateLimitRule = z.infer<typeof newRateLimitRuleSchema>;

export const updateRateLimitRuleSchema = z.strictObject({
  id: z.uuid(),
  ...z.strictObject(ruleShape).partial().shape,
});

/** Requests that were answered with 429 in a time range. */
export const limitedRequestsSchema = z
  .object({
    total: z.number().int(),
    stepSeconds: z.number().int().describe('Width of one bucket'),
    buckets: z
      .array(
        z.object({
          at: z.iso.datetime().describe('Where the bucket begins'),
          header: z.number().int(),
          rule: z.number().int(),
          key: z.number().int(),
          budget: z.number().int(),
          provider: z.number().int(),
        }),
      )
      .describe('By time, empty ones included: requests refused by each kind of limit'),
    limits: z
      .array(
        z.object({
          source: limitedBySchema.shape.source,
          scope: limitedBySchema.shape.scope,
          policy: limitedBySchema.shape.policy,
          ruleId: limitedBySchema.shape.ruleId,
          provider: z.string().nullable().describe('Whose limit it was where it was not ours'),
          requests: z.number().int(),
          lastAt: z.iso.datetime(),
        }),
      )
      .describe('The limits that refused most, at most 50'),
  })
  .meta({ id: 'LimitedRequests' });
export type LimitedRequests = z.infer<typeof limitedRequestsSchema>;
