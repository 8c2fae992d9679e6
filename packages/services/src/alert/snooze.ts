import type { AlertRule } from '@heliograph/contracts/alerts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { noSuchAlert, toAlertRule, withCreator } from './listed-rule.ts';

/** Keeps a rule from firing until then; null ends it. Throws `forbidden` or `not_found`. */
export async function snoozeAlertRule(
  { db, actor }: ServiceContext,
  { id, until }: { id: string; until: string | null },
): Promise<AlertRule> {
  requireScope(actor, 'alerts:write');
  return db.$transaction(async (tx) => {
    const found = await tx.alertRule.count({ where: { id, organizationId: actor.organizationId } });
    if (found === 0) throw noSuchAlert();
    const row = await tx.alertRule.update({
      where: { id },
      data: { snoozedUntil: until === null ? null : new Date(until) },
      include: withCreator,
    });
    await recordAudit(tx, actor, {
      action: 'alert_rule.snoozed',
      targetType: 'alert_rule',
      targetId: id,
      details: { name: row.name, until },
    });
    return toAlertRule(row);
  });
}
