import { HeliographError } from '@heliograph/contracts/error-codes';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';

/**
 * Ends a recalculation before its time: what is recalculated stays so. One that has ended already stays as it is.
 * Throws `forbidden`, or `not_found` where the actor's organization has no such recalculation.
 */
export async function cancelRepricing({ db, actor }: ServiceContext, input: { id: string }): Promise<void> {
  requireScope(actor, 'prices:write');
  await db.$transaction(async (tx) => {
    const where = { id: input.id, organizationId: actor.organizationId };
    const { count } = await tx.repricing.updateMany({
      where: { ...where, status: { in: ['queued', 'running'] } },
      data: { status: 'cancelled', finishedAt: new Date() },
    });
    if (count === 0) {
      if ((await tx.repricing.count({ where })) > 0) return;
      throw new HeliographError(
        'not_found',
        'There is no such recalculation. GET /api/v1/repricings lists them.',
      );
    }
    await recordAudit(tx, actor, {
      action: 'repricing.cancelled',
      targetType: 'repricing',
      targetId: input.id,
    });
  });
}
