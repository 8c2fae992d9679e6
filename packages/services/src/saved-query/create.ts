import { v7 as uuidv7 } from 'uuid';
import { jsonNull } from '@heliograph/db/client';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { NewSavedQuery, SavedQuery } from '@heliograph/contracts/sql';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireViewerOfNew } from '../kept/require-viewer.ts';
import { requireScope } from '../require-scope.ts';
import { seenBy, toListedQuery } from './listed-query.ts';

/** As many as a list can hold, for each organization and for each person. */
const MAX_QUERIES = 500;

/** Keeps a statement. Throws `forbidden`, `conflict` where there are too many, `invalid_request` for a key's own. */
export async function createSavedQuery(
  { db, actor }: ServiceContext,
  { name, shared, sql, chart }: NewSavedQuery,
): Promise<SavedQuery> {
  requireScope(actor, 'requests:read');
  requireViewerOfNew(actor, 'query', { shared });
  return db.$transaction(async (tx) => {
    const { where, include } = seenBy(actor);
    if ((await tx.savedQuery.count({ where })) >= MAX_QUERIES) {
      throw new HeliographError(
        'conflict',
        `There are ${MAX_QUERIES} queries, the most there can be. Delete one.`,
      );
    }
    const row = await tx.savedQuery.create({
      data: {
        id: uuidv7(),
        organizationId: actor.organizationId,
        ownerId: actor.type === 'user' ? actor.userId : null,
        ...{ name, shared, sql, chart: chart ?? jsonNull },
      },
      include,
    });
    await recordAudit(tx, actor, {
      action: 'saved_query.created',
      targetType: 'saved_query',
      targetId: row.id,
      details: { name, shared },
    });
    return toListedQuery(actor, row);
  });
}
