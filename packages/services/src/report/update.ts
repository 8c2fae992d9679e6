import type { Report, UpdateReport } from '@heliograph/contracts/reports';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { beginsAfter, checkReportChannel, noSuchReport, toListedReport, withNames } from './listed-report.ts';

/** Changes a report; what is left out stays. The next one is about the period under way. Throws `forbidden`, `not_found` or `invalid_request`. */
export async function updateReport(
  { db, actor }: ServiceContext,
  { id, ...changes }: UpdateReport,
): Promise<Report> {
  requireScope(actor, 'channels:write');
  const { organizationId } = actor;
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return db.$transaction(async (tx) => {
    const before = await tx.report.findFirst({ where: { id, organizationId }, include: withNames });
    if (before === null) throw noSuchReport();
    if (changes.channelId !== undefined)
      await checkReportChannel(tx, { id: changes.channelId, organizationId });
    const { period, timezone } = { ...toListedReport(before), ...given } as Report;
    const row = await tx.report.update({
      where: { id },
      data: { ...given, sentTo: beginsAfter({ period, timezone }) },
      include: withNames,
    });
    await recordAudit(tx, actor, {
      action: 'report.updated',
      targetType: 'report',
      targetId: id,
      details: { period: row.period, timezone: row.timezone, enabled: row.enabled },
    });
    return toListedReport(row);
  });
}
