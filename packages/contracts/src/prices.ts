import { z } from 'zod';
import { tokenUsageSchema } from './token-usage.ts';

/** A decimal number of USD, written without exponent, with at most `decimals` digits after the point. */
const usd = (decimals: number, most: number) =>
  z
    .string()
    .regex(
      new RegExp(`^\\d{1,7}(\\.\\d{1,${decimals}})?$`),
      `A price is a decimal number such as 2.5, with at most ${decimals} digits after the point`,
    )
    .refine((text) => Number(text) <= most, `A price is at most ${most} USD`);

// Six decimals per million tokens make one token cost a whole number of picodollars (1e-12 USD).
const perMillion = usd(6, 1_000_000).describe('USD per million tokens');
export const tokenPriceSchema = perMillion;
const each = usd(9, 100_000).describe('USD each');

/**
 * What a model costs, in USD. A price that is left out is taken from the next one that says it: cached from input,
 * 1-hour cache writes from 5-minute ones, those from input, reasoning, audio and image output from output, audio and
 * image input from input, their cached kinds from cached, then from their own input. '0' means free.
 */
export const pricesSchema = z.strictObject({
  input: perMillion.optional(),
  cachedInput: perMillion.optional(),
  cacheWrite5m: perMillion.optional(),
  cacheWrite1h: perMillion.optional(),
  output: perMillion.optional(),
  reasoning: perMillion.optional(),
  audioInput: perMillion.optional(),
  audioCachedInput: perMillion.optional(),
  audioOutput: perMillion.optional(),
  imageInput: perMillion.optional(),
  imageCachedInput: perMillion.optional(),
  imageOutput: perMillion.optional(),
  request: each.optional(),
  image: each.optional(),
  webSearch: each.optional(),
  fileSearch: each.optional(),
  page: each.optional(),
  audioHour: usd(6, 100_000).describe('USD per hour of audio taken in').optional(),
  characters: perMillion.describe('USD per million characters turned into speech').optional(),
});
export type Prices = z.infer<typeof pricesSchema>;
export type PriceKind = keyof Prices;

/** Who said what a request costs, in the order in which they are believed; `free` where the provider bills nothing. */
export const costSourceSchema = z.enum(['none', 'free', 'header', 'custom', 'provider', 'table']);
export type CostSource = z.infer<typeof costSourceSchema>;

/** What a cost is made of: one part for each bucket of usage, and one for what other models did for the request. */
export const costPartSchema = z.enum([...tokenUsageSchema.keyof().options, 'otherModels']);
export type CostPart = z.infer<typeof costPartSchema>;

/** How the cost of a request came about. All amounts are decimal USD. */
export const costDetailSchema = z
  .object({
    totalUsd: z
      .string()
      .nullable()
      .describe('What the request is charged with; null where no price is known'),
    computedUsd: z
      .string()
      .nullable()
      .describe('The sum of the parts; the total, unless the provider reported its own'),
    reportedUsd: z.string().nullable().describe('What the provider says it charged'),
    savedUsd: z.string().nullable().describe('What a cache hit would have cost'),
    source: costSourceSchema,
    priceRow: z
      .string()
      .nullable()
      .describe('The price that was used: the same id always means the same figures'),
    flags: z.array(z.string()).describe('Why there is no price, or what is particular about it'),
    parts: z
      .array(
        z.object({
          part: costPartSchema,
          units: z.number().describe('Tokens, calls, images, …; milliseconds for audioMs'),
          usd: z.string().nullable(),
        }),
      )
      .describe('What was used, and what of it costs how much'),
  })
  .meta({ id: 'CostDetail' });
export type CostDetail = z.infer<typeof costDetailSchema>;
