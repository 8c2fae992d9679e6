import type { CustomPrice, Repricing } from '@heliograph/contracts/price-book';

const price: CustomPrice = {
  id: '019aa2b4-1111-7222-8333-444455556666',
  provider: 'azure',
  model: 'support-gpt-4o',
  prices: { input: '2.25', cachedInput: '1.125', output: '9' },
  effectiveFrom: '2026-11-01T00:00:00.000Z',
  effectiveTo: null,
  note: 'Contract of October',
  createdAt: '2026-11-20T10:00:00.000Z',
  removedAt: null,
  createdBy: 'Ada Lovelace',
};

const repricing: Repricing = {
  id: '019aa2b4-7777-7888-8999-aaaabbbbcccc',
  provider: 'azure',
  model: null,
  timeRange: { from: '2026-11-01T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' },
  status: 'running',
  requests: 12_840,
  examined: 4_000,
  changed: 3_120,
  error: null,
  createdBy: 'Ada Lovelace',
  createdAt: '2026-11-21T09:00:00.000Z',
  startedAt: '2026-11-21T09:00:01.000Z',
  finishedAt: null,
};
const timeRange = { from: '2026-11-01T00:00:00Z', to: '2026-11-21T00:00:00Z' };

export const priceRequestExamples = {
  'prices.add': {
    provider: price.provider,
    model: price.model,
    prices: price.prices,
    effectiveFrom: price.effectiveFrom,
    note: price.note,
  },
  'prices.unpriced': { timeRange },
  'repricings.start': { timeRange, provider: 'azure' },
};

export const priceResponseExamples = {
  'prices.list': { items: [price] },
  'prices.add': { id: price.id },
  'prices.lookUp': {
    price: {
      priceRow: 'azure/gpt-4o #0f8a2b6c',
      model: 'gpt-4o',
      prices: { input: '2.5', cachedInput: '1.25', output: '10' },
      source: 'genai-prices@0.1.8',
    },
  },
  'prices.unpriced': {
    requests: 31,
    items: [
      {
        provider: 'azure',
        model: 'support-gpt-4o',
        requests: 31,
        totalTokens: 48_210,
        lastSeenAt: '2026-11-20T22:14:09.120Z',
      },
    ],
  },
  'repricings.start': repricing,
  'repricings.list': { items: [repricing] },
};
