import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';

/** Which answers go: those for which all that is said holds. */
export interface PurgeTarget {
  key?: string | undefined;
  seed?: string | undefined;
  model?: string | undefined;
}

interface PurgeContext extends ServiceContext {
  /** Removes an organization's answers; gives how many. */
  remove: (organizationId: string, target: PurgeTarget) => Promise<number>;
}

/** Removes answers from the actor's cache; gives how many. Throws `forbidden`. */
export async function purgeCache(
  { db, actor, remove }: PurgeContext,
  { key, seed, model }: PurgeTarget,
): Promise<number> {
  requireScope(actor, 'cache:write');
  // Nothing is purged of which the trail would not tell.
  return db.$transaction(async (tx) => {
    const removed = await remove(actor.organizationId, { key, seed, model });
    await recordAudit(tx, actor, {
      action: 'cache.purged',
      targetType: 'organization',
      targetId: actor.organizationId,
      details: { key: key ?? null, seed: seed ?? null, model: model ?? null, removed },
    });
    return removed;
  });
}
