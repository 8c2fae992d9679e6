import { v7 as uuidv7 } from 'uuid';
import type { AlertRule, NewAlertRule } from '@heliograph/contracts/alerts';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { toAlertRule, toColumns, withCreator } from './listed-rule.ts';
import { requireChannels } from './require-channels.ts';

/** Rules an organization may have. */
const MAX_RULES = 1_000;

/**
 * Adds a rule; a worker evaluates it at once. Throws `forbidden`, `invalid_request` for channels that the organization hasn't,
 * and `conflict` where there are too many rules.
 */
export async function createAlertRule(
  { db, actor }: ServiceContext,
  input: NewAlertRule,
  now: Date,
): Promise<AlertRule> {
  requireScope(actor, 'alerts:write');
  const { organizationId } = actor;
  return db.$transaction(async (tx) => {
    if ((await tx.alertRule.count({ where: { organizationId } })) >= MAX_RULES)
      throw new HeliographError(
        'conflict',
        `There are ${MAX_RULES} alert rules, the most there can be. Delete one first.`,
      );
    await requireChannels(tx, organizationId, input.channelIds);
    const row = await tx.alertRule.create({
      data: {
        id: uuidv7(),
        organizationId,
        createdBy: actor.type === 'user' ? actor.userId : null,
        nextEvaluationAt: now,
        ...toColumns(input),
      },
      include: withCreator,
    });
    await recordAudit(tx, actor, {
      action: 'alert_rule.created',
      targetType: 'alert_rule',
      targetId: row.id,
      details: { name: input.name, enabled: input.enabled },
    });
    return toAlertRule(row);
  });
}
