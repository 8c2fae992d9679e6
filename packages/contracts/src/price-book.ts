import { z } from 'zod';
import { pricesSchema } from './prices.ts';

const providerSchema = z
  .string()
  .trim()
  .regex(/^[a-z0-9-]{1,40}$/, 'A provider is named as in the requests, such as openai')
  .nullable()
  .describe('Key of a provider such as openai; null: whoever provides the model');
const modelSchema = z
  .string()
  .trim()
  .min(1, 'Name the model')
  .max(256, 'A model has at most 256 characters')
  .regex(/^[^*\p{Cc}]+\*?$/u, 'A * may only stand at the end, behind the beginning of a name')
  .describe('Name of a model without regard to case; with * at its end, every name that begins so');
const timeSchema = z.iso.datetime({ offset: true });

/** A price of an organization's own. */
export const customPriceSchema = z
  .object({
    id: z.uuid(),
    provider: z.string().nullable(),
    model: z.string(),
    prices: pricesSchema,
    effectiveFrom: z.iso.datetime().nullable().describe('Inclusive; null: since ever'),
    effectiveTo: z.iso.datetime().nullable().describe('Exclusive; null: until further notice'),
    note: z.string().nullable(),
    createdAt: z.iso.datetime(),
    removedAt: z.iso.datetime().nullable().describe('Set where it is only history'),
    createdBy: z.string().nullable(),
  })
  .meta({ id: 'CustomPrice' });
export type CustomPrice = z.infer<typeof customPriceSchema>;

export const addPriceInputSchema = z
  .strictObject({
    provider: providerSchema.default(null),
    model: modelSchema,
    prices: pricesSchema.refine(
      (prices) => Object.keys(prices).length > 0,
      'Give at least one price; 0 means free',
    ),
    effectiveFrom: timeSchema.nullable().default(null),
    effectiveTo: timeSchema.nullable().default(null),
    note: z.string().trim().max(500, 'A note has at most 500 characters').nullable().default(null),
    replaces: z.uuid().optional().describe('A price that this one takes the place of'),
  })
  .refine(
    ({ effectiveFrom, effectiveTo }) =>
      effectiveFrom === null || effectiveTo === null || Date.parse(effectiveFrom) < Date.parse(effectiveTo),
    { message: 'The price must end after it begins', path: ['effectiveTo'] },
  );

export const lookUpPriceInputSchema = z.strictObject({
  provider: z.string().min(1).max(40),
  model: z.string().min(1).max(256),
});

/** What the price table says of a model today. */
export const tablePriceSchema = z
  .object({
    priceRow: z.string(),
    model: z.string().describe('The name under which the table has it'),
    prices: pricesSchema,
    source: z.string().describe('Where the figures are from'),
  })
  .meta({ id: 'TablePrice' });
export type TablePrice = z.infer<typeof tablePriceSchema>;

/** Models of which requests have no price. */
export const unpricedModelSchema = z
  .object({
    provider: z.string(),
    model: z.string().nullable(),
    requests: z.number().int(),
    totalTokens: z.number().int(),
    lastSeenAt: z.iso.datetime(),
  })
  .meta({ id: 'UnpricedModel' });
export type UnpricedModel = z.infer<typeof unpricedModelSchema>;

/** A recalculation of costs. */
export const repricingSchema = z
  .object({
    id: z.uuid(),
    provider: z.string().nullable(),
    model: z.string().nullable(),
    timeRange: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }),
    status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
    requests: z.number().int().describe('Requests in the range'),
    examined: z.number().int().describe('Requests looked at so far'),
    changed: z.number().int().describe('Requests whose cost is another now'),
    error: z.string().nullable(),
    createdBy: z.string().nullable(),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Repricing' });
export type Repricing = z.infer<typeof repricingSchema>;

export const repricingTargetShape = {
  provider: providerSchema.default(null),
  model: z
    .string()
    .trim()
    .min(1)
    .max(256)
    .nullable()
    .default(null)
    .describe('As the requests have it; null: every model'),
};
