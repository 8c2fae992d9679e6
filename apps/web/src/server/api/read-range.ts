import type { RequestsRange } from '@heliograph/clickhouse/requests-scope';
import type { Filter } from '@heliograph/contracts/filter';
import type { Actor } from '@heliograph/services/context';
import { requireScope } from '@heliograph/services/require-scope';

/** The requests that a query is about: of the caller's organization alone. Throws `forbidden`. */
export function readRange(
  actor: Actor,
  { timeRange, filter }: { timeRange: { from: string; to: string }; filter?: Filter | undefined },
): RequestsRange {
  requireScope(actor, 'requests:read');
  const { organizationId } = actor;
  return { organizationId, from: new Date(timeRange.from), to: new Date(timeRange.to), filter };
}
