import { HeliographError } from '@heliograph/contracts/error-codes';
import {
  isCountable,
  notCountable,
  type NewRateLimitRule,
  type RateLimitRule,
  rateLimitText,
} from '@heliograph/contracts/rate-limits';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { toListedRule, withCreator } from './listed-rule.ts';
import { toColumns } from './to-columns.ts';

/** What is undefined stays as it is. */
type Changes = { [Field in keyof NewRateLimitRule]?: NewRateLimitRule[Field] | undefined };

/**
 * Changes a rule; the proxies know it within a second. What was counted goes on counting as long as window, unit and segment
 * stay. Throws `forbidden`, `not_found`, and `invalid_request` where the quota doesn't fit the unit.
 */
export async function updateRateLimitRule(
  { db, actor }: ServiceContext,
  { id, ...changes }: Changes & { id: string },
): Promise<RateLimitRule> {
  requireScope(actor, 'rate_limits:write');
  return db.$transaction(async (tx) => {
    const before = await tx.rateLimitRule.findFirst({
      where: { id, organizationId: actor.organizationId },
      include: withCreator,
    });
    if (before === null) throw noSuchRule();
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    const { name, quota, windowSeconds, unit, segment, model, property, enabled } = {
      ...toListedRule(before),
      ...(Object.fromEntries(given) as Partial<NewRateLimitRule>),
    };
    const rule = { name, quota, windowSeconds, unit, segment, model, property, enabled };
    if (!isCountable(rule)) throw new HeliographError('invalid_request', notCountable.message);
    const row = await tx.rateLimitRule.update({ where: { id }, data: toColumns(rule), include: withCreator });
    await recordAudit(tx, actor, {
      action: 'rate_limit_rule.updated',
      targetType: 'rate_limit_rule',
      targetId: id,
      details: { name, limit: rateLimitText(rule), enabled },
    });
    return toListedRule(row);
  });
}

/** What is said of a rule that the organization doesn't have. */
export function noSuchRule(): HeliographError {
  return new HeliographError(
    'not_found',
    'There is no such rate limit rule. GET /api/v1/rate-limits lists those you have.',
  );
}
