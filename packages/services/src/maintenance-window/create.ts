import { v7 as uuidv7 } from 'uuid';
import type { MaintenanceWindow, NewMaintenanceWindow } from '@heliograph/contracts/maintenance-windows';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { toMaintenanceWindow } from './listed-window.ts';

const MAX_WINDOWS = 100;

/** Adds a time in which nothing fires. Throws `forbidden`, or `conflict` where there are too many. */
export async function createMaintenanceWindow(
  { db, actor }: ServiceContext,
  { name, startsAt, endsAt, repeats, ruleIds }: NewMaintenanceWindow,
  now: Date,
): Promise<MaintenanceWindow> {
  requireScope(actor, 'alerts:write');
  const { organizationId } = actor;
  return db.$transaction(async (tx) => {
    if ((await tx.maintenanceWindow.count({ where: { organizationId } })) >= MAX_WINDOWS)
      throw new HeliographError(
        'conflict',
        `There are ${MAX_WINDOWS} maintenance windows, the most there can be. Delete one first.`,
      );
    const row = await tx.maintenanceWindow.create({
      data: {
        ...{ id: uuidv7(), organizationId, name, repeats, ruleIds },
        startsAt: new Date(startsAt),
        endsAt: new Date(endsAt),
      },
    });
    const details = { name, startsAt, endsAt, repeats };
    const target = { targetType: 'maintenance_window', targetId: row.id };
    await recordAudit(tx, actor, { action: 'maintenance_window.created', ...target, details });
    return toMaintenanceWindow(row, now);
  });
}
