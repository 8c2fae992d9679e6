import { type DbTransaction, jsonNull } from '@heliograph/db/client';
import type { NewSavedQuery, SavedQuery } from '@heliograph/contracts/sql';
import { recordAudit } from '../audit/record.ts';
import type { Actor, ServiceContext } from '../context.ts';
import { requireChangeable } from '../kept/may-change.ts';
import { requireViewerOfChanged } from '../kept/require-viewer.ts';
import { requireScope } from '../require-scope.ts';
import { noSuchQuery, seenBy, toListedQuery } from './listed-query.ts';

/** What is undefined stays as it is. */
type Changes = { [Field in keyof NewSavedQuery]?: NewSavedQuery[Field] | undefined };

/** Changes a kept statement. Throws `not_found`, `forbidden`, and `invalid_request` for one that nobody would see. */
export async function updateSavedQuery(
  { db, actor }: ServiceContext,
  { id, name, shared, sql, chart }: Changes & { id: string },
): Promise<SavedQuery> {
  requireScope(actor, 'requests:read');
  return db.$transaction(async (tx) => {
    const before = await changeableQuery(tx, actor, id);
    requireViewerOfChanged(before, 'query', { shared });
    const row = await tx.savedQuery.update({
      where: { id },
      data: {
        ...(name !== undefined && { name }),
        ...(shared !== undefined && { shared }),
        ...(sql !== undefined && { sql }),
        ...(chart !== undefined && { chart: chart ?? jsonNull }),
      },
      include: seenBy(actor).include,
    });
    await recordAudit(tx, actor, {
      action: 'saved_query.updated',
      targetType: 'saved_query',
      targetId: id,
      details: { name: row.name, shared: row.shared },
    });
    return toListedQuery(actor, row);
  });
}

/** A kept statement that the actor sees and may change. Throws `not_found` or `forbidden`. */
export async function changeableQuery(tx: DbTransaction, actor: Actor, id: string) {
  const { where } = seenBy(actor);
  const query = await tx.savedQuery.findFirst({
    where: { ...where, id },
    select: { name: true, shared: true, ownerId: true },
  });
  if (query === null) throw noSuchQuery();
  requireChangeable(actor, query, 'query');
  return query;
}
