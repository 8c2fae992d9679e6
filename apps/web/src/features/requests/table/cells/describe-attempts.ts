import type { Request } from '@heliograph/contracts/request';
import { formatFallback } from '../../format/format-fallback.ts';

/** Said only where it took more than a call. */
export function describeAttempts({ attemptCount, fallbackIndex }: Request): string {
  if (fallbackIndex !== null) return formatFallback(fallbackIndex);
  return attemptCount > 1 ? `${attemptCount} attempts` : '';
}
