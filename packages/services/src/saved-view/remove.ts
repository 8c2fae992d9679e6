import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { changeableView } from './update.ts';

/** Deletes a view; who began with it begins with the list as it comes. Throws `not_found` or `forbidden`. */
export async function removeSavedView({ db, actor }: ServiceContext, { id }: { id: string }): Promise<void> {
  requireScope(actor, 'requests:read');
  await db.$transaction(async (tx) => {
    const { name, shared } = await changeableView(tx, actor, id);
    await tx.savedView.delete({ where: { id } });
    await recordAudit(tx, actor, {
      action: 'saved_view.deleted',
      targetType: 'saved_view',
      targetId: id,
      details: { name, shared },
    });
  });
}
