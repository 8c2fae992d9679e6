import type { DbTransaction } from '@heliograph/db/client';
import type { NewSavedView, SavedView } from '@heliograph/contracts/saved-views';
import { recordAudit } from '../audit/record.ts';
import type { Actor, ServiceContext } from '../context.ts';
import { requireChangeable } from '../kept/may-change.ts';
import { requireViewerOfChanged } from '../kept/require-viewer.ts';
import { requireScope } from '../require-scope.ts';
import { noSuchView, seenBy, toListedView } from './listed-view.ts';

/** What is undefined stays as it is. */
type Changes = { [Field in keyof NewSavedView]?: NewSavedView[Field] | undefined };

/** Changes a view. Throws `not_found`, `forbidden`, and `invalid_request` for a view that nobody would see. */
export async function updateSavedView(
  { db, actor }: ServiceContext,
  { id, name, shared, view }: Changes & { id: string },
): Promise<SavedView> {
  requireScope(actor, 'requests:read');
  return db.$transaction(async (tx) => {
    const before = await changeableView(tx, actor, id);
    requireViewerOfChanged(before, 'view', { shared });
    const row = await tx.savedView.update({
      where: { id },
      data: {
        ...(name !== undefined && { name }),
        ...(shared !== undefined && { shared }),
        ...(view !== undefined && { view }),
      },
      include: seenBy(actor).include,
    });
    // Nobody begins with a view that they no longer see.
    if (!row.shared)
      await tx.defaultView.deleteMany({ where: { viewId: id, userId: { not: row.ownerId ?? '' } } });
    await recordAudit(tx, actor, {
      action: 'saved_view.updated',
      targetType: 'saved_view',
      targetId: id,
      details: { name: row.name, shared: row.shared },
    });
    return toListedView(actor, row);
  });
}

/** A view that the actor sees and may change. Throws `not_found` or `forbidden`. */
export async function changeableView(tx: DbTransaction, actor: Actor, id: string) {
  const { where } = seenBy(actor);
  const view = await tx.savedView.findFirst({
    where: { ...where, id },
    select: { name: true, shared: true, ownerId: true },
  });
  if (view === null) throw noSuchView();
  requireChangeable(actor, view, 'view');
  return view;
}
