import { expect, it } from 'vitest';
import { type QueryAnalyticsInput, queryAnalyticsInputSchema } from '@heliograph/contracts/analytics';
import { chooseRollup } from './choose-rollup.ts';
import { measuresOf } from './metric-values.ts';

const timeRange = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
const count = { metric: 'requests', aggregation: 'count' } as const;
const p95 = { metric: 'latency', aggregation: 'p95' } as const;
const users = { metric: 'users', aggregation: 'count_distinct' } as const;

function chosen(question: Partial<QueryAnalyticsInput>) {
  const parsed = queryAnalyticsInputSchema.parse({ timeRange, metrics: [count], ...question });
  const choice = chooseRollup({ ...parsed, measures: measuresOf(parsed.metrics) });
  return choice === null
    ? 'raw'
    : [choice.kind.name, choice.property].filter((part) => part !== null).join(' ');
}

it.each([
  [{}, 'total'],
  [{ metrics: [p95] }, 'total'],
  [{ filter: 'model:gpt-4o* -status:200' }, 'model'],
  [{ groupBy: ['error', 'provider'] }, 'model'],
  [{ groupBy: ['latency_bucket'] }, 'total'],
  [{ groupBy: ['latency_bucket', 'model'] }, 'model'],
  [{ groupBy: ['prompt', 'prompt_version'], metrics: [p95] }, 'prompt'],
  [{ groupBy: ['key'] }, 'key'],
  [{ groupBy: ['user'], filter: 'user:*' }, 'user'],
  [{ metrics: [users, count] }, 'total'],
  [{ metrics: [users], filter: 'user:a*' }, 'user'],
  [{ groupBy: ['feature'], metrics: [p95] }, 'property feature'],
  [{ groupBy: ['property.Plan'], filter: 'property.plan:pro,team' }, 'property plan'],
  [{ filter: 'property.feature:chat -property.feature:x' }, 'property feature'],
] as [Partial<QueryAnalyticsInput>, string][])(
  '%j is answered by the smallest rollup: %s',
  (question, name) => {
    expect(chosen(question)).toBe(name);
  },
);

it.each([
  { groupBy: ['user', 'model'] },
  { groupBy: ['user'], metrics: [p95] },
  { groupBy: ['model'], metrics: [users] },
  { groupBy: ['latency_bucket'], metrics: [p95] },
  { groupBy: ['name'] },
  { filter: 'latency:>1000' },
  { filter: 'model:o3 user:anna' },
  { filter: 'feedback:positive' },
  { filter: '"capital of France"' },
  // Requests without the property match as well.
  { filter: '-property.feature:chat' },
  { filter: 'property.feature:chat OR property.feature:""' },
  { filter: 'property.feature:chat property.plan:pro' },
  { groupBy: ['feature', 'property.plan'] },
] as Partial<QueryAnalyticsInput>[])('%j is answered by the requests alone', (question) => {
  expect(chosen(question)).toBe('raw');
});
