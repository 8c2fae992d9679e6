import type { CostComparison, CostRepeats } from '@heliograph/contracts/cost';

const comparison: CostComparison = {
  requests: 1840,
  unpriced: 0,
  costUsd: '12.480615',
  providers: ['openai', 'anthropic'],
  alternatives: [
    {
      provider: 'openai',
      model: 'gpt-4o-mini',
      costUsd: '0.7488369',
      priceRows: ['openai/gpt-4o-mini #1a2b3c4d'],
      pricedAsStandard: false,
    },
  ],
};

const repeats: CostRepeats = {
  requests: 1840,
  comparable: 1840,
  costUsd: '12.480615',
  repeated: 412,
  savedUsd: '2.90411',
  items: [
    {
      hash: '9f3c1a7be2d04c55',
      model: 'gpt-4o-2024-08-06',
      preview: 'Translate “Add to cart” into French',
      times: 96,
      repeated: 93,
      costUsd: '0.7104',
      savedUsd: '0.6882',
      lastId: '019aa2b4-1111-7222-8333-444455556666',
      lastAt: '2026-11-20T12:00:00.000Z',
    },
  ],
};

export const costRequestExamples = {
  'cost.compare': {
    timeRange: { from: '2026-11-01T00:00:00Z', to: '2026-11-21T00:00:00Z' },
    provider: 'openai',
    model: 'gpt-4o-2024-08-06',
  },
  'cost.repeats': {
    timeRange: { from: '2026-11-01T00:00:00Z', to: '2026-11-21T00:00:00Z' },
    keptFor: 'week',
  },
};

export const costResponseExamples = { 'cost.compare': comparison, 'cost.repeats': repeats };
