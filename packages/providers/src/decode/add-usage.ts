import type { TokenUsage } from '@heliograph/contracts/token-usage';

/** The sum of two usages, bucket by bucket. */
export function addUsage(one: TokenUsage, other: TokenUsage): TokenUsage {
  const sum = { ...one };
  for (const bucket of Object.keys(sum) as (keyof TokenUsage)[]) sum[bucket] += other[bucket];
  return sum;
}
