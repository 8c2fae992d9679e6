import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { noSuchRule } from './update.ts';

/** Deletes a rule; the proxies know it within a second. Throws `forbidden` or `not_found`. */
export async function removeRateLimitRule(
  { db, actor }: ServiceContext,
  { id }: { id: string },
): Promise<void> {
  requireScope(actor, 'rate_limits:write');
  await db.$transaction(async (tx) => {
    const where = { id, organizationId: actor.organizationId };
    const rule = await tx.rateLimitRule.findFirst({ where, select: { name: true } });
    if (rule === null) throw noSuchRule();
    await tx.rateLimitRule.delete({ where: { id } });
    await recordAudit(tx, actor, {
      action: 'rate_limit_rule.deleted',
      targetType: 'rate_limit_rule',
      targetId: id,
      details: rule,
    });
  });
}
