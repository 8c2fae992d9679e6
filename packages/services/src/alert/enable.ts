import type { AlertRule } from '@heliograph/contracts/alerts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { closeOpen } from './close-open.ts';
import { noSuchAlert, toAlertRule, withCreator } from './listed-rule.ts';

/** Switches a rule on or off; off, what fires of it ends. Throws `forbidden` or `not_found`. */
export async function enableAlertRule(
  { db, actor, webUrl }: ServiceContext & { webUrl: string },
  { id, enabled }: { id: string; enabled: boolean },
  now: Date,
): Promise<AlertRule> {
  requireScope(actor, 'alerts:write');
  const { organizationId } = actor;
  return db.$transaction(async (tx) => {
    const row = await tx.alertRule.findFirst({ where: { id, organizationId }, include: withCreator });
    if (row === null) throw noSuchAlert();
    if (row.enabled === enabled) return toAlertRule(row);
    if (!enabled) await closeOpen(tx, toAlertRule(row), { organizationId, now, webUrl });
    const changed = await tx.alertRule.update({
      where: { id },
      data: { enabled, nextEvaluationAt: now, error: null, revision: { increment: 1 } },
      include: withCreator,
    });
    await recordAudit(tx, actor, {
      action: enabled ? 'alert_rule.enabled' : 'alert_rule.disabled',
      targetType: 'alert_rule',
      targetId: id,
      details: { name: row.name },
    });
    return toAlertRule(changed);
  });
}
