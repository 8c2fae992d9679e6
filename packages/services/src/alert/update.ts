import type { AlertRule, NewAlertRule } from '@heliograph/contracts/alerts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { closeOpen } from './close-open.ts';
import { noSuchAlert, toAlertRule, toColumns, withCreator } from './listed-rule.ts';
import { requireChannels } from './require-channels.ts';

/**
 * Replaces a rule. Where it watches something else now, or is switched off, what fires ends. Throws `forbidden`, `not_found`,
 * and `invalid_request` for channels that the organization hasn't.
 */
export async function updateAlertRule(
  { db, actor, webUrl }: ServiceContext & { webUrl: string },
  { id, ...input }: NewAlertRule & { id: string },
  now: Date,
): Promise<AlertRule> {
  requireScope(actor, 'alerts:write');
  const { organizationId } = actor;
  return db.$transaction(async (tx) => {
    const row = await tx.alertRule.findFirst({ where: { id, organizationId }, include: withCreator });
    if (row === null) throw noSuchAlert();
    await requireChannels(tx, organizationId, input.channelIds);
    const before = toAlertRule(row);
    const anew = !input.enabled || question(before) !== question(input);
    if (anew) await closeOpen(tx, before, { organizationId, now, webUrl });
    const changed = await tx.alertRule.update({
      where: { id },
      data: {
        ...toColumns(input),
        nextEvaluationAt: now,
        error: null,
        ...(anew && { revision: { increment: 1 } }),
      },
      include: withCreator,
    });
    await recordAudit(tx, actor, {
      action: 'alert_rule.updated',
      targetType: 'alert_rule',
      targetId: id,
      details: { name: input.name, enabled: input.enabled },
    });
    return toAlertRule(changed);
  });
}

/** What a rule asks; its name, its channels and its patience may change while it fires. */
function question(rule: NewAlertRule | AlertRule): string {
  const { metric, filter, groupBy, window, timezone, condition } = rule;
  return JSON.stringify([
    metric.metric,
    metric.aggregation,
    filter,
    groupBy,
    sorted(window),
    timezone,
    sorted(condition),
  ]);
}

const sorted = (value: object) => Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
