import type { LimitedRequests } from '@heliograph/contracts/rate-limits';

export type LimitedBucket = LimitedRequests['buckets'][number];

/** Kinds of limits as the chart stacks them, from the bottom. */
export const limitKinds = [
  { kind: 'rule', color: 'var(--accent)', swatch: 'bg-accent' },
  { kind: 'header', color: 'var(--info)', swatch: 'bg-info' },
  { kind: 'key', color: 'var(--success)', swatch: 'bg-success' },
  { kind: 'budget', color: 'var(--danger)', swatch: 'bg-danger' },
  { kind: 'provider', color: 'var(--line-strong)', swatch: 'bg-line-strong' },
] as const;
