import type { Dashboard } from '@heliograph/contracts/dashboards';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { noSuchDashboard, seenBy, toDashboard } from './listed-dashboard.ts';

/** A dashboard with its tiles. Throws `forbidden` and `not_found`. */
export async function getDashboard(
  { db, actor }: ServiceContext,
  { id }: { id: string },
): Promise<Dashboard> {
  requireScope(actor, 'requests:read');
  const { where, include } = seenBy(actor);
  const row = await db.dashboard.findFirst({ where: { ...where, id }, include });
  if (row === null) throw noSuchDashboard();
  return toDashboard(actor, row);
}
