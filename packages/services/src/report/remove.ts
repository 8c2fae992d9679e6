import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { noSuchReport } from './listed-report.ts';

/** Deletes a report. Throws `forbidden` or `not_found`. */
export async function removeReport({ db, actor }: ServiceContext, { id }: { id: string }): Promise<void> {
  requireScope(actor, 'channels:write');
  await db.$transaction(async (tx) => {
    const where = { id, organizationId: actor.organizationId };
    const report = await tx.report.findFirst({ where, select: { period: true } });
    if (report === null) throw noSuchReport();
    await tx.report.delete({ where: { id } });
    await recordAudit(tx, actor, {
      action: 'report.deleted',
      targetType: 'report',
      targetId: id,
      details: report,
    });
  });
}
