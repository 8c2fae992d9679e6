import { HeliographError } from '@heliograph/contracts/error-codes';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { noSuchDashboard, seenBy } from './listed-dashboard.ts';

/** Says with which dashboard the person begins; null for the overview. Throws `forbidden` for keys, `not_found`. */
export async function setDefaultDashboard(
  { db, actor }: ServiceContext,
  { id }: { id: string | null },
): Promise<void> {
  requireScope(actor, 'requests:read');
  if (actor.type === 'api_key') {
    throw new HeliographError('forbidden', 'An API key stands for no person: it begins with no dashboard.');
  }
  const person = { organizationId: actor.organizationId, userId: actor.userId };
  if (id === null) {
    await db.defaultDashboard.deleteMany({ where: person });
    return;
  }
  const { where } = seenBy(actor);
  if ((await db.dashboard.count({ where: { ...where, id } })) === 0) throw noSuchDashboard();
  await db.defaultDashboard.upsert({
    where: { organizationId_userId: person },
    create: { ...person, dashboardId: id },
    update: { dashboardId: id },
  });
}
