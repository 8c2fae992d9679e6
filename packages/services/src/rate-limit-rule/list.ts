import type { RateLimitRule } from '@heliograph/contracts/rate-limits';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { toListedRule, withCreator } from './listed-rule.ts';

/** The rules of the actor's organization, newest first. Throws `forbidden`. */
export async function listRateLimitRules({ db, actor }: ServiceContext): Promise<RateLimitRule[]> {
  requireScope(actor, 'rate_limits:read');
  const rows = await db.rateLimitRule.findMany({
    where: { organizationId: actor.organizationId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    include: withCreator,
  });
  return rows.map(toListedRule);
}
