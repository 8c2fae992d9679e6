/** 9, 22, 56, 141, 352, 879 and 2,197 s: eight tries over an hour, the first ones soon. */
const FIRST_MS = 9_000;
const FACTOR = 2.5;
/** Longest that a receiver may ask for. */
const MAX_ASKED_MS = 3_600_000;

/**
 * Milliseconds from the try `attempt` (from 1) to the next one, ±10 % by `random` in [0, 1), so that what failed together isn't
 * tried together; at least what the receiver asked for, up to an hour.
 */
export function retryDelay(attempt: number, askedMs: number | null, random: number): number {
  const own = FIRST_MS * FACTOR ** (attempt - 1) * (0.9 + 0.2 * random);
  return Math.round(Math.max(own, Math.min(askedMs ?? 0, MAX_ASKED_MS)));
}
