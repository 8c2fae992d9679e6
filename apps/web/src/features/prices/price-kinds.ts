import type { PriceKind, Prices } from '@heliograph/contracts/prices';

interface PriceField {
  kind: PriceKind;
  label: string;
  unit: string;
}

const perMillion = 'USD per million tokens';

/** The prices that nearly every model has. */
export const mainFields: readonly PriceField[] = [
  { kind: 'input', label: 'Input', unit: perMillion },
  { kind: 'output', label: 'Output', unit: perMillion },
];

/** The rest, in the order of the form. */
export const otherFields: readonly PriceField[] = [
  { kind: 'cachedInput', label: 'Cached input', unit: perMillion },
  { kind: 'cacheWrite5m', label: 'Cache write', unit: perMillion },
  { kind: 'cacheWrite1h', label: 'Cache write, 1 hour', unit: perMillion },
  { kind: 'reasoning', label: 'Reasoning', unit: perMillion },
  { kind: 'audioInput', label: 'Audio input', unit: perMillion },
  { kind: 'audioCachedInput', label: 'Cached audio input', unit: perMillion },
  { kind: 'audioOutput', label: 'Audio output', unit: perMillion },
  { kind: 'imageInput', label: 'Image input', unit: perMillion },
  { kind: 'imageCachedInput', label: 'Cached image input', unit: perMillion },
  { kind: 'imageOutput', label: 'Image output', unit: perMillion },
  { kind: 'request', label: 'Request', unit: 'USD each' },
  { kind: 'image', label: 'Image', unit: 'USD each' },
  { kind: 'webSearch', label: 'Web search', unit: 'USD each' },
  { kind: 'fileSearch', label: 'File search', unit: 'USD each' },
  { kind: 'page', label: 'Page', unit: 'USD each' },
  { kind: 'audioHour', label: 'Audio', unit: 'USD per hour' },
  { kind: 'characters', label: 'Speech', unit: 'USD per million characters' },
];

/** The prices of a model that aren't shown in columns of their own: `Cached input $1.25, Request $0.01`. */
export function describeOtherPrices(prices: Prices): string {
  return otherFields
    .flatMap(({ kind, label }) => (prices[kind] === undefined ? [] : [`${label} $${prices[kind]}`]))
    .join(', ');
}
