import { z } from 'zod';

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
