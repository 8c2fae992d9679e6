import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { changeableDashboard } from './update.ts';

/** Deletes a dashboard; who began with it begins with the overview. Throws `not_found` or `forbidden`. */
export async function removeDashboard({ db, actor }: ServiceContext, { id }: { id: string }): Promise<void> {
  requireScope(actor, 'requests:read');
  await db.$transaction(async (tx) => {
    const { name, shared } = await changeableDashboard(tx, actor, id);
    await tx.dashboard.delete({ where: { id } });
    await recordAudit(tx, actor, {
      action: 'dashboard.deleted',
      targetType: 'dashboard',
      targetId: id,
      details: { name, shared },
    });
  });
}
