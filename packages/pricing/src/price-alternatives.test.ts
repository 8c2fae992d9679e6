import { expect, it } from 'vitest';
import { noUsage } from '@heliograph/contracts/token-usage';
import { createPriceBook, emptyPriceBook } from './custom-prices.ts';
import { priceAlternatives, priceCuts, type UsageClass } from './price-alternatives.ts';
import { createPriceTable } from './price-table.ts';

const row = (model: string, input: string, output?: string) => ({
  model,
  prices: { input, ...(output !== undefined && { output }) },
  confidence: 'high',
  source: 'https://example.com/prices',
});
const table = createPriceTable([
  {
    provider: 'openai',
    rows: [
      row('large', '2.5', '10'),
      row('small', '0.15', '0.6'),
      row('embedding', '0.02'),
      row('text-embed', '0.02', '0.02'),
      row('small-2026-01-01', '0.15', '0.6'),
      row('large-2026-01-01', '2', '8'),
      { ...row('tiered', '1', '2'), contextFrom: 200_000 },
      row('tiered', '0.5', '1'),
      { ...row('small', '0.075', '0.3'), serviceTier: 'batch' },
    ],
  },
  { provider: 'anthropic', rows: [row('other', '0.01', '0.01')] },
  {
    provider: 'deepseek',
    rows: [row('night', '1', '1'), { ...row('night', '3', '3'), utcWindow: '01:00-04:00' }],
  },
] as unknown as Parameters<typeof createPriceTable>[0]);

const million = { ...noUsage, inputTokens: 1_000_000, outputTokens: 1_000_000 };
const plain: UsageClass = {
  usage: million,
  ...{ serviceTier: 'standard', variant: '', region: '', promptTokens: 0, minute: 0, onWeekdays: true },
};
// A Friday.
const now = Date.parse('2026-11-20T12:00:00Z');
const price = (
  classes: readonly UsageClass[],
  { provider = 'openai', book = emptyPriceBook }: { provider?: string; book?: typeof emptyPriceBook } = {},
) =>
  priceAlternatives(classes, { provider, now, book }, table).map(
    ({ model, total }) => [model, Number(total) / 1e12] as const,
  );

it('prices the same usage by each model that has a price for all of it, cheapest first, without revisions that cost the same', () => {
  expect(price([plain])).toEqual([
    ['small', 0.75],
    ['tiered', 1.5],
    ['large-2026-01-01', 10],
    ['large', 12.5],
  ]);
  expect(price([plain], { provider: 'nobody' })).toEqual([]);
});

it('prices long prompts and batches as it would price such requests', () => {
  expect(priceCuts('openai', table)).toEqual({ promptTokens: [0, 200_000], minutes: [0] });
  const long: UsageClass = { ...plain, promptTokens: 200_000 };
  const batch: UsageClass = { ...plain, serviceTier: 'batch' };
  expect(new Map(price([plain, long])).get('tiered')).toBe(1.5 + 3);
  expect(new Map(price([plain, batch])).get('small')).toBe(0.75 + 0.375);
  const found = priceAlternatives([plain, batch], { provider: 'openai', now, book: emptyPriceBook }, table);
  expect(found.map(({ model, pricedAsStandard }) => [model, pricedAsStandard])).toEqual([
    ['small', false],
    // The revision has no row for batches.
    ['small-2026-01-01', true],
    ['tiered', true],
    ['large-2026-01-01', true],
    ['large', true],
  ]);
});

it('goes by the time of day where prices do, on weekdays alone', () => {
  expect(priceCuts('deepseek', table).minutes).toEqual([0, 60, 240]);
  const early: UsageClass = { ...plain, minute: 60 };
  const total = (each: UsageClass) => price([each], { provider: 'deepseek' })[0]?.[1];
  expect(total(plain)).toBe(2);
  expect(total(early)).toBe(6);
  expect(total({ ...early, onWeekdays: false })).toBe(2);
});

it('believes the organization’s own prices first, and knows its own models', () => {
  const entry = { effectiveFrom: null, effectiveTo: null, prices: { input: '0.1', output: '0.1' } };
  const book = createPriceBook([
    { ...entry, id: 'a', provider: null, model: 'large*' },
    { ...entry, id: 'b', provider: 'openai', model: 'In-House' },
    { ...entry, id: 'c', provider: 'openai', model: 'small', effectiveTo: now },
  ]);
  expect(price([plain], { book })).toEqual([
    ['In-House', 0.2],
    ['large', 0.2],
    ['small', 0.75],
    ['tiered', 1.5],
  ]);
  const [own] = priceAlternatives([plain], { provider: 'openai', now, book }, table);
  expect(own?.priceRows).toEqual(['custom:b']);
});
