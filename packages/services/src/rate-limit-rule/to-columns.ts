import type { NewRateLimitRule } from '@heliograph/contracts/rate-limits';
import { jsonNull } from '@heliograph/db/client';

/** A rule's fields as the table has them. */
export function toColumns({ property, segment, ...rest }: NewRateLimitRule) {
  return { ...rest, segment: { ...segment }, property: property === null ? jsonNull : { ...property } };
}
