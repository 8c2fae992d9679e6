import type { ApiKey } from '@heliograph/contracts/api-schemas';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { type RateLimit, rateLimitText } from '@heliograph/contracts/rate-limits';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { listedKeyColumns, toListedKey } from './listed-key.ts';

/** What is undefined stays as it is. */
interface Changes {
  id: string;
  name?: string | undefined;
  expiresAt?: Date | null | undefined;
  limits?: readonly RateLimit[] | undefined;
  /** Decimal USD a calendar month. */
  monthlyBudgetUsd?: string | null | undefined;
}

/**
 * Changes what a key is called and may do; the proxies know it within a second. Throws `forbidden`, or `not_found` where the
 * actor's organization has no such key in force.
 */
export async function updateApiKey({ db, actor }: ServiceContext, changes: Changes): Promise<ApiKey> {
  requireScope(actor, 'api_keys:write');
  const { id, name, expiresAt, limits, monthlyBudgetUsd } = changes;
  const now = new Date();
  return db.$transaction(async (tx) => {
    const where = { id, organizationId: actor.organizationId, revokedAt: null };
    const data = {
      ...(name !== undefined && { name }),
      ...(expiresAt !== undefined && { expiresAt }),
      ...(limits !== undefined && { limits: limits.map((limit) => ({ ...limit })) }),
      ...(monthlyBudgetUsd !== undefined && { monthlyBudget: monthlyBudgetUsd }),
    };
    const { count } = await tx.apiKey.updateMany({ where, data });
    if (count === 0) {
      throw new HeliographError(
        'not_found',
        'There is no such API key in force. GET /api/v1/keys lists those you have.',
      );
    }
    await recordAudit(tx, actor, {
      action: 'api_key.updated',
      targetType: 'api_key',
      targetId: id,
      details: {
        ...(name !== undefined && { name }),
        ...(expiresAt !== undefined && { expiresAt: expiresAt?.toISOString() ?? null }),
        ...(limits !== undefined && { limits: limits.map(rateLimitText).join(', ') }),
        ...(monthlyBudgetUsd !== undefined && { monthlyBudgetUsd }),
      },
    });
    const row = await tx.apiKey.findUniqueOrThrow({ where: { id }, select: listedKeyColumns(now) });
    return toListedKey(row, now);
  });
}
