import { expect, it } from 'vitest';
import { noUsage } from '@heliograph/contracts/token-usage';
import { priceAlternatives } from './price-alternatives.ts';
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
    ],
  },
  { provider: 'anthropic', rows: [row('other', '0.01', '0.01')] },
] as unknown as Parameters<typeof createPriceTable>[0]);

it('prices the same usage by each model that has a price for all of it, cheapest first, without revisions that cost the same', () => {
  const usage = { ...noUsage, inputTokens: 1_000_000, outputTokens: 1_000_000 };
  const found = priceAlternatives(usage, { provider: 'openai', at: Date.parse('2026-11-20') }, table);
  expect(found.map(({ model, total }) => [model, Number(total) / 1e12])).toEqual([
    ['small', 0.75],
    ['tiered', 1.5],
    ['large-2026-01-01', 10],
    ['large', 12.5],
  ]);
  expect(priceAlternatives(usage, { provider: 'nobody', at: 0 }, table)).toEqual([]);
});
