import type { Report } from '@heliograph/contracts/reports';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { toListedReport, withNames } from './listed-report.ts';

/** The reports of the actor's organization, newest first. Throws `forbidden`. */
export async function listReports({ db, actor }: ServiceContext): Promise<Report[]> {
  requireScope(actor, 'channels:read');
  const rows = await db.report.findMany({
    where: { organizationId: actor.organizationId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    include: withNames,
  });
  return rows.map(toListedReport);
}
