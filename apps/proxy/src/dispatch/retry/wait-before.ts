/** How the waits before retries grow; ms. */
export interface BackOff {
  minTimeout: number;
  maxTimeout: number;
  factor: number;
}

/**
 * The wait before a retry, ms: drawn between 0 and the exponential back-off ("full jitter", M. Brooker, AWS, 2015), and
 * at least what the provider asked for, never more than `maxTimeout`. `retry` counts from 0; `random` is in [0, 1).
 */
export function waitBefore(
  retry: number,
  { minTimeout, maxTimeout, factor }: BackOff,
  hintMs: number | null,
  random: number,
): number {
  const bound = Math.min(maxTimeout, minTimeout * factor ** retry);
  return Math.max(Math.min(hintMs ?? 0, maxTimeout), random * bound);
}
