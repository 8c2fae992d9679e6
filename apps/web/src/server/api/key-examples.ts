import type { ApiKey } from '@heliograph/contracts/api-schemas';

export const apiKey: ApiKey = {
  id: '019a9f5e-3c51-7d2a-9a51-0f7b5c1e2d34',
  name: 'Checkout service',
  last4: 'x7Qa',
  createdAt: '2026-11-21T09:30:00.000Z',
  lastUsedAt: '2026-11-21T10:15:00.000Z',
  createdBy: 'Ada Lovelace',
  expiresAt: '2027-01-01T00:00:00.000Z',
  limits: [{ quota: 60, windowSeconds: 60, unit: 'request', segment: { by: 'global' } }],
  budget: {
    monthlyUsd: '50',
    spentUsd: '41.2',
    usedPercent: 82.4,
    state: 'warning',
    month: '2026-11',
    countedAt: '2026-11-21T10:15:03.000Z',
  },
};

export const keyRequestExamples = {
  'keys.create': { name: apiKey.name, monthlyBudgetUsd: '50' },
  'keys.update': { monthlyBudgetUsd: '100' },
};

export const keyResponseExamples = {
  'keys.create': {
    id: apiKey.id,
    key: 'sk-helicone-EXAMPLE-EXAMPLE-EXAMPLE-EXAMPLE-EXAMPLEx7Qa',
    last4: apiKey.last4,
    name: apiKey.name,
    createdAt: apiKey.createdAt,
  },
  'keys.list': { items: [apiKey] },
  'keys.update': apiKey,
};
