import type { RateLimitUnit } from '@heliograph/contracts/rate-limits';
import { parseUsd } from '@heliograph/pricing/picodollars';

/** Money is counted in millionths of a US cent: whole numbers, exact below 2^53 (90 million USD). */
const MICROCENTS_PER_CENT = 1_000_000;
const PICODOLLARS_PER_MICROCENT = 10_000n;

/** Micro-cents of decimal USD, rounded up. */
export function microcentsOf(usd: string): number {
  const pico = parseUsd(usd) ?? 0n;
  return toNumber((pico + PICODOLLARS_PER_MICROCENT - 1n) / PICODOLLARS_PER_MICROCENT);
}

/** A quota as it is counted: requests, tokens or micro-cents. */
export function countedQuota(quota: number, unit: RateLimitUnit): number {
  return unit === 'cents'
    ? Math.min(Math.round(quota * MICROCENTS_PER_CENT), Number.MAX_SAFE_INTEGER)
    : quota;
}

/** What is counted as people read it: `12.5` cents, `3` requests. */
export function shownAmount(counted: number, unit: RateLimitUnit): string {
  if (unit !== 'cents') return String(counted);
  return (counted / MICROCENTS_PER_CENT).toFixed(6).replace(/\.?0+$/, '');
}

function toNumber(value: bigint): number {
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value);
}
