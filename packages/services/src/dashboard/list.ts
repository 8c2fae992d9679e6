import type { DashboardSummary } from '@heliograph/contracts/dashboards';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { seenBy, toSummary } from './listed-dashboard.ts';

/** The dashboards that the actor sees, by name, without their tiles. Throws `forbidden`. */
export async function listDashboards({ db, actor }: ServiceContext): Promise<DashboardSummary[]> {
  requireScope(actor, 'requests:read');
  const rows = await db.dashboard.findMany({
    ...seenBy(actor),
    omit: { tiles: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => toSummary(actor, row));
}
