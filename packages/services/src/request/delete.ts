import { v7 as uuidv7 } from 'uuid';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';

/** Milliseconds for the store to note the deletions, within the transaction of the audit trail. */
const TIMEOUT_MS = 30_000;

/** Which requests: some ids, or all in a range that match a filter (as people write it; '' for all). */
export type DeletedRequests = { ids: readonly string[] } | { from: Date; to: Date; filter: string };

/**
 * Deletes requests and says so in the audit trail: neither without the other, as far as two databases allow. `remove`
 * deletes them for the organization it is given and resolves to how many there were. Throws `forbidden`.
 */
export async function deleteRequests(
  { db, actor }: ServiceContext,
  deleted: DeletedRequests,
  remove: (organizationId: string) => Promise<number>,
): Promise<{ requests: number }> {
  requireScope(actor, 'requests:delete');
  return db.$transaction(
    async (tx) => {
      const requests = await remove(actor.organizationId);
      if (requests === 0) return { requests };
      const [only, ...others] = 'ids' in deleted ? deleted.ids : [];
      const single = only !== undefined && others.length === 0;
      await recordAudit(tx, actor, {
        action: single ? 'request.deleted' : 'requests.deleted',
        targetType: single ? 'request' : 'requests',
        // Many requests are no one thing that has an id.
        targetId: single ? only : uuidv7(),
        details: { requests, ...describe(deleted) },
      });
      return { requests };
    },
    { timeout: TIMEOUT_MS },
  );
}

function describe(deleted: DeletedRequests): Record<string, string> {
  if ('ids' in deleted) return { ids: deleted.ids.join(',') };
  return { from: deleted.from.toISOString(), to: deleted.to.toISOString(), filter: deleted.filter };
}
