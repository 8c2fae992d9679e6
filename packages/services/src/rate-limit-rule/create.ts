import { v7 as uuidv7 } from 'uuid';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { type NewRateLimitRule, type RateLimitRule, rateLimitText } from '@heliograph/contracts/rate-limits';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { toListedRule, withCreator } from './listed-rule.ts';
import { toColumns } from './to-columns.ts';

/** Rules an organization may have: each one is checked with every request. */
const MAX_RULES = 50;

/** Adds a rule; the proxies know it within a second. Throws `forbidden`, or `conflict` where there are too many. */
export async function createRateLimitRule(
  { db, actor }: ServiceContext,
  input: NewRateLimitRule,
): Promise<RateLimitRule> {
  requireScope(actor, 'rate_limits:write');
  const { organizationId } = actor;
  return db.$transaction(async (tx) => {
    if ((await tx.rateLimitRule.count({ where: { organizationId } })) >= MAX_RULES) {
      throw new HeliographError(
        'conflict',
        `The organization has ${MAX_RULES} rate limit rules, which is the most there can be. Delete one first.`,
      );
    }
    const row = await tx.rateLimitRule.create({
      data: {
        id: uuidv7(),
        organizationId,
        createdBy: actor.type === 'user' ? actor.userId : null,
        ...toColumns(input),
      },
      include: withCreator,
    });
    await recordAudit(tx, actor, {
      action: 'rate_limit_rule.created',
      targetType: 'rate_limit_rule',
      targetId: row.id,
      details: { name: input.name, limit: rateLimitText(input), enabled: input.enabled },
    });
    return toListedRule(row);
  });
}
