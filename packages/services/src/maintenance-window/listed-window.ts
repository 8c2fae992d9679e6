import { isInMaintenance } from '@heliograph/alerting/timing';
import { type MaintenanceWindow, maintenanceWindowSchema } from '@heliograph/contracts/maintenance-windows';
import type { Prisma } from '@heliograph/db/client';

/** A maintenance window as it is shown. */
export function toMaintenanceWindow(
  row: Prisma.MaintenanceWindowGetPayload<object>,
  now: Date,
): MaintenanceWindow {
  const window = maintenanceWindowSchema.omit({ isActive: true }).parse({
    ...row,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
  });
  return { ...window, isActive: isInMaintenance(window, now.getTime()) };
}
