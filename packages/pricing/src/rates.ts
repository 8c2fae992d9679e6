import type { PriceKind, Prices } from '@heliograph/contracts/prices';
import type { TokenUsage } from '@heliograph/contracts/token-usage';
import { parseDecimal } from './picodollars.ts';
import type { Rates } from './price-row.ts';

export type Bucket = keyof TokenUsage;

interface BucketPrice {
  bucket: Bucket;
  /** The prices that hold for it: the first that is said counts. */
  kinds: readonly PriceKind[];
  /** Decimal digits from the price's unit to picodollars per unit: 6 for a price per million, 12 for a price each. */
  digits: 6 | 12;
  /** Units of the bucket that the price is for, beyond that: an hour has 3,600,000 ms. */
  divisor: bigint;
}

const perMillion = (bucket: Bucket, ...kinds: PriceKind[]): BucketPrice => ({
  bucket,
  kinds,
  digits: 6,
  divisor: 1n,
});
const each = (bucket: Bucket, kind: PriceKind): BucketPrice => ({
  bucket,
  kinds: [kind],
  digits: 12,
  divisor: 1n,
});

/** Every bucket of usage with the prices that hold for it. Tokens come first: surcharges concern the first twelve. */
export const buckets: readonly BucketPrice[] = [
  perMillion('inputTokens', 'input'),
  perMillion('cachedInputTokens', 'cachedInput', 'input'),
  perMillion('cacheWrite5mTokens', 'cacheWrite5m', 'input'),
  perMillion('cacheWrite1hTokens', 'cacheWrite1h', 'cacheWrite5m', 'input'),
  perMillion('outputTokens', 'output'),
  perMillion('reasoningTokens', 'reasoning', 'output'),
  perMillion('audioInputTokens', 'audioInput', 'input'),
  perMillion('audioCachedInputTokens', 'audioCachedInput', 'cachedInput', 'audioInput', 'input'),
  perMillion('audioOutputTokens', 'audioOutput', 'output'),
  perMillion('imageInputTokens', 'imageInput', 'input'),
  perMillion('imageCachedInputTokens', 'imageCachedInput', 'cachedInput', 'imageInput', 'input'),
  perMillion('imageOutputTokens', 'imageOutput', 'output'),
  each('requests', 'request'),
  each('images', 'image'),
  each('webSearches', 'webSearch'),
  each('fileSearches', 'fileSearch'),
  { bucket: 'audioMs', kinds: ['audioHour'], digits: 12, divisor: 3_600_000n },
  perMillion('characters', 'characters'),
  each('pages', 'page'),
];

/** How many of {@link buckets} count tokens. */
export const TOKEN_BUCKETS = 12;

/** The rates that prices give. Throws where a price is no decimal number; the table's test would show it. */
export function ratesOf(prices: Prices): Rates {
  return buckets.map(({ kinds, digits }) => {
    const kind = kinds.find((name) => prices[name] !== undefined);
    const text = kind === undefined ? undefined : prices[kind];
    if (text === undefined) return null;
    const rate = parseDecimal(text, digits);
    if (rate === null || rate < 0n) throw new Error(`${kind} is no price: ${text}`);
    return rate;
  });
}
