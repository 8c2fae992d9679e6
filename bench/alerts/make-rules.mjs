const features = [
  'support',
  'search',
  'summary',
  'chat',
  'agent',
  'translate',
  'extract',
  'moderate',
  'rank',
];
const models = [
  'gpt-4o-mini',
  'gpt-4o',
  'claude-sonnet-4',
  'gpt-4.1',
  'gemini-2.5-flash',
  'o3',
  'claude-opus-4',
];
const filters = [
  null,
  null,
  ...models.map((model) => `model:${model}`),
  ...features.map((feature) => `property.feature:${feature}`),
  ...['free', 'team', 'pro', 'enterprise'].map((plan) => `property.plan:${plan}`),
  ...Array.from({ length: 10 }, (_, tenant) => `property.tenant:tenant-${tenant}`),
];
const above = (value) => ({ kind: 'threshold', direction: 'above', value });
const kinds = [
  { metric: ['cost', 'sum'], condition: above(50) },
  { metric: ['errors', 'rate'], condition: above(0.08) },
  { metric: ['latency', 'p95'], condition: above(3_500) },
  { metric: ['requests', 'count'], condition: { kind: 'no_data' } },
  {
    metric: ['errors', 'rate'],
    condition: { kind: 'change', direction: 'above', percent: 200, against: 'previous_period' },
  },
  { metric: ['ttft', 'p95'], condition: above(900) },
  { metric: ['total_tokens', 'sum'], condition: above(5e6) },
  { metric: ['rate_limited', 'count'], condition: above(100) },
];
/** Minutes; most rules look at little. */
const windows = [5, 5, 15, 15, 15, 60, 60, 60, 360, 1_440];

/**
 * Rules as an organization of many teams has them: by model, feature, plan and tenant, over five minutes to a day, a tenth by
 * group, some against last week or the days before. All are evaluated every minute.
 */
export function makeRules(count) {
  return Array.from({ length: count }, (_, at) => {
    const { metric, condition } = kinds[at % kinds.length];
    const filter = filters[Math.floor(at / kinds.length) % filters.length];
    const minutes = windows[(at * 7 + Math.floor(at / 11)) % windows.length];
    const isUnusual = at % 40 === 39;
    const isWeekly = at % 40 === 19;
    return {
      name: `Rule ${at}`,
      metric: { metric: metric[0], aggregation: metric[1] },
      filter,
      groupBy: at % 10 === 5 ? [at % 20 === 5 ? 'model' : 'property.feature'] : [],
      window: { kind: 'rolling', minutes: isUnusual || isWeekly ? 60 : minutes },
      condition: isUnusual
        ? { kind: 'anomaly', direction: 'both', deviations: 5 }
        : isWeekly
          ? { kind: 'change', direction: 'above', percent: 100, against: 'same_time_last_week' }
          : condition,
      minimumRequests: 20,
    };
  });
}
