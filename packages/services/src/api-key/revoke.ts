import { HeliographError } from '@heliograph/contracts/error-codes';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';

/**
 * Revokes a key for good; the proxies learn of it at once. A key that is revoked already stays as it is.
 * Throws `forbidden`, or `not_found` where the actor's organization has no such key.
 */
export async function revokeApiKey({ db, actor }: ServiceContext, input: { id: string }): Promise<void> {
  requireScope(actor, 'api_keys:write');
  await db.$transaction(async (tx) => {
    const ofOrganization = { id: input.id, organizationId: actor.organizationId };
    const revoked = await tx.apiKey.updateManyAndReturn({
      where: { ...ofOrganization, revokedAt: null },
      data: { revokedAt: new Date() },
      select: { name: true, last4: true },
    });
    const apiKey = revoked[0];
    if (apiKey === undefined) {
      if ((await tx.apiKey.count({ where: ofOrganization })) > 0) return;
      throw new HeliographError(
        'not_found',
        'There is no such API key. GET /api/v1/keys lists those you have.',
      );
    }
    await recordAudit(tx, actor, {
      action: 'api_key.revoked',
      targetType: 'api_key',
      targetId: input.id,
      details: apiKey,
    });
  });
}
