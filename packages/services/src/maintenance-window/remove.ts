import { HeliographError } from '@heliograph/contracts/error-codes';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';

/** Deletes a maintenance window. Throws `forbidden` or `not_found`. */
export async function removeMaintenanceWindow(
  { db, actor }: ServiceContext,
  { id }: { id: string },
): Promise<void> {
  requireScope(actor, 'alerts:write');
  await db.$transaction(async (tx) => {
    const where = { id, organizationId: actor.organizationId };
    const window = await tx.maintenanceWindow.findFirst({ where, select: { name: true } });
    if (window === null)
      throw new HeliographError(
        'not_found',
        'There is no such maintenance window. GET /api/v1/alerts/maintenance lists yours.',
      );
    await tx.maintenanceWindow.delete({ where: { id } });
    const target = { targetType: 'maintenance_window', targetId: id };
    await recordAudit(tx, actor, { action: 'maintenance_window.deleted', ...target, details: window });
  });
}
