import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { closeOpen } from './close-open.ts';
import { noSuchAlert, toAlertRule, withCreator } from './listed-rule.ts';

/** Deletes a rule with its history; what fires of it ends. Throws `forbidden` or `not_found`. */
export async function removeAlertRule(
  { db, actor, webUrl }: ServiceContext & { webUrl: string },
  { id }: { id: string },
  now: Date,
): Promise<void> {
  requireScope(actor, 'alerts:write');
  const { organizationId } = actor;
  await db.$transaction(async (tx) => {
    const row = await tx.alertRule.findFirst({ where: { id, organizationId }, include: withCreator });
    if (row === null) throw noSuchAlert();
    await closeOpen(tx, toAlertRule(row), { organizationId, now, webUrl });
    await tx.alertRule.delete({ where: { id } });
    await recordAudit(tx, actor, {
      action: 'alert_rule.deleted',
      targetType: 'alert_rule',
      targetId: id,
      details: { name: row.name },
    });
  });
}
