import { v7 as uuidv7 } from 'uuid';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { NewSavedView, SavedView } from '@heliograph/contracts/saved-views';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireViewerOfNew } from '../kept/require-viewer.ts';
import { requireScope } from '../require-scope.ts';
import { seenBy, toListedView } from './listed-view.ts';

/** As many as a menu can hold, for each organization and for each person. */
const MAX_VIEWS = 200;

/** Keeps a view. Throws `forbidden`, `conflict` where there are too many, `invalid_request` for a key's own. */
export async function createSavedView(
  { db, actor }: ServiceContext,
  { name, shared, view }: NewSavedView,
): Promise<SavedView> {
  requireScope(actor, 'requests:read');
  requireViewerOfNew(actor, 'view', { shared });
  return db.$transaction(async (tx) => {
    const { where, include } = seenBy(actor);
    if ((await tx.savedView.count({ where })) >= MAX_VIEWS) {
      throw new HeliographError(
        'conflict',
        `There are ${MAX_VIEWS} views, the most there can be. Delete one.`,
      );
    }
    const row = await tx.savedView.create({
      data: {
        id: uuidv7(),
        organizationId: actor.organizationId,
        ownerId: actor.type === 'user' ? actor.userId : null,
        ...{ name, shared, view },
      },
      include,
    });
    await recordAudit(tx, actor, {
      action: 'saved_view.created',
      targetType: 'saved_view',
      targetId: row.id,
      details: { name, shared },
    });
    return toListedView(actor, row);
  });
}
