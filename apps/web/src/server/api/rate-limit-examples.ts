import type { LimitedRequests, RateLimitRule } from '@heliograph/contracts/rate-limits';

const rule: RateLimitRule = {
  id: '019aa2b5-1111-7222-8333-444455556666',
  name: 'Fair use',
  quota: 100,
  windowSeconds: 3_600,
  unit: 'request',
  segment: { by: 'user' },
  model: 'gpt-4o*',
  property: null,
  enabled: true,
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
  createdBy: 'Ada Lovelace',
};

const limited: LimitedRequests = {
  total: 12,
  stepSeconds: 3_600,
  buckets: [{ at: '2026-11-21T10:00:00.000Z', header: 0, rule: 12, key: 0, budget: 0, provider: 0 }],
  limits: [
    {
      source: 'gateway',
      scope: 'rule',
      policy: '100;w=3600;s=user',
      ruleId: rule.id,
      provider: null,
      requests: 12,
      lastAt: '2026-11-21T10:41:07.480Z',
    },
  ],
};

const { name, quota, windowSeconds, unit, segment, model } = rule;
const timeRange = { from: '2026-11-21T10:00:00Z', to: '2026-11-21T11:00:00Z' };

export const rateLimitRequestExamples = {
  'rateLimits.create': { name, quota, windowSeconds, unit, segment, model },
  'rateLimits.update': { enabled: false },
  'rateLimits.limited': { timeRange },
};

export const rateLimitResponseExamples = {
  'rateLimits.list': { items: [rule] },
  'rateLimits.create': rule,
  'rateLimits.update': { ...rule, enabled: false },
  'rateLimits.limited': limited,
};
