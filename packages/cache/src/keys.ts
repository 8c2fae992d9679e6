import { createHash } from 'node:crypto';

/**
 * An organization's keys; in a cluster all of them have one slot (the part in braces).
 *
 *     lru    entries by their last use (µs)          v:<entry>   an answer
 *     exp    entries by their end (ms)               b:<key>     the numbers that are taken in a key's bucket
 *     meta   entry → size:seed:stored at:model       s:<seed>    a seed's entries by their last use
 *     sum    bytes, generation                       f:<key>     calls in flight by the end of their lock (ms)
 *     q:<key>   a question and its vector            w:<flight>  processes that wait for it; d:<flight> what came of it
 *     qmeta     key → size:group                     g:<group>   keys of comparable questions by when they came (µs)
 *                                                    u:<group>   the same by their last use (µs)
 *
 * An entry is `<key>:<number in its bucket>`. All keys have an end.
 */
export function prefixOf(organizationId: string): string {
  return `heliograph:cache:{${organizationId}}:`;
}

/** How a seed is named in keys: callers' seeds may be long and hold anything. */
export function seedName(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 32);
}

/** Where a process hears that a flight it waits for has ended, or that nobody waits for one of its own any more. */
export function channelOf(processId: string): string {
  return `heliograph:cache:process:${processId}`;
}

/** What Redis needs for an entry beside its bytes, as it was measured with entries of 1 KB: keys and indexes. */
export const ENTRY_OVERHEAD_BYTES = 700;
