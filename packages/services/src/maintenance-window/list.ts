import type { MaintenanceWindow } from '@heliograph/contracts/maintenance-windows';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { toMaintenanceWindow } from './listed-window.ts';

/** The organization's maintenance windows, by their beginning. Throws `forbidden`. */
export async function listMaintenanceWindows(
  { db, actor }: ServiceContext,
  now: Date,
): Promise<MaintenanceWindow[]> {
  requireScope(actor, 'alerts:read');
  const { organizationId } = actor;
  const rows = await db.maintenanceWindow.findMany({
    where: { organizationId },
    orderBy: { startsAt: 'asc' },
  });
  return rows.map((row) => toMaintenanceWindow(row, now));
}
