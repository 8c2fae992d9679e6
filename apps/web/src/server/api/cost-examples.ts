import type { CostComparison } from '@heliograph/contracts/cost';

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
      priceRow: 'openai/gpt-4o-mini #1a2b3c4d',
    },
  ],
};

export const costRequestExamples = {
  'cost.compare': {
    timeRange: { from: '2026-11-01T00:00:00Z', to: '2026-11-21T00:00:00Z' },
    provider: 'openai',
    model: 'gpt-4o-2024-08-06',
  },
};

export const costResponseExamples = { 'cost.compare': comparison };
