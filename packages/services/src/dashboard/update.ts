import type { DbTransaction } from '@heliograph/db/client';
import type { Dashboard, DashboardChanges } from '@heliograph/contracts/dashboards';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { recordAudit } from '../audit/record.ts';
import type { Actor, ServiceContext } from '../context.ts';
import { requireChangeable } from '../kept/may-change.ts';
import { requireViewerOfChanged } from '../kept/require-viewer.ts';
import { requireScope } from '../require-scope.ts';
import { noSuchDashboard, seenBy, toDashboard } from './listed-dashboard.ts';

/**
 * Changes a dashboard. Throws `not_found`, `forbidden`, `conflict` where it isn't the version that was changed, and
 * `invalid_request` for one that nobody would see.
 */
export async function updateDashboard(
  { db, actor }: ServiceContext,
  { id, version, name, shared, tiles }: DashboardChanges,
): Promise<Dashboard> {
  requireScope(actor, 'requests:read');
  return db.$transaction(async (tx) => {
    const before = await changeableDashboard(tx, actor, id);
    requireViewerOfChanged(before, 'dashboard', { shared });
    // In the condition of the write itself: of two at the same time one finds no row.
    const { count } = await tx.dashboard.updateMany({
      where: { id, ...(version !== undefined && { version }) },
      data: {
        version: { increment: 1 },
        ...(name !== undefined && { name }),
        ...(shared !== undefined && { shared }),
        ...(tiles !== undefined && { tiles }),
      },
    });
    if (count === 0) {
      throw new HeliographError(
        'conflict',
        'Somebody changed this dashboard meanwhile. Load it again and repeat the change.',
      );
    }
    const row = await tx.dashboard.findUniqueOrThrow({ where: { id }, include: seenBy(actor).include });
    // Nobody begins with a dashboard that they no longer see.
    if (!row.shared) {
      await tx.defaultDashboard.deleteMany({
        where: { dashboardId: id, userId: { not: row.ownerId ?? '' } },
      });
    }
    const dashboard = toDashboard(actor, row);
    await recordAudit(tx, actor, {
      action: 'dashboard.updated',
      targetType: 'dashboard',
      targetId: id,
      details: { name: row.name, shared: row.shared, tiles: dashboard.tiles.length },
    });
    return dashboard;
  });
}

/** A dashboard that the actor sees and may change. Throws `not_found` or `forbidden`. */
export async function changeableDashboard(tx: DbTransaction, actor: Actor, id: string) {
  const { where } = seenBy(actor);
  const dashboard = await tx.dashboard.findFirst({
    where: { ...where, id },
    select: { name: true, shared: true, ownerId: true },
  });
  if (dashboard === null) throw noSuchDashboard();
  requireChangeable(actor, dashboard, 'dashboard');
  return dashboard;
}
