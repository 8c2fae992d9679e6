import type { Delivery } from '@heliograph/contracts/channels';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { noSuchDelivery, toListedDelivery } from './listed-delivery.ts';

/**
 * Gives a dead delivery all its tries again, and one that waits for its next try that try now. Throws `forbidden`, `not_found`,
 * and `conflict` for one that was delivered or is being sent.
 */
export async function resendDelivery(
  { db, actor }: ServiceContext,
  { id }: { id: string },
): Promise<Delivery> {
  requireScope(actor, 'channels:write');
  const where = { id, organizationId: actor.organizationId };
  return db.$transaction(async (tx) => {
    const { count } = await tx.delivery.updateMany({
      where: { ...where, status: { in: ['dead', 'failed'] } },
      data: { status: 'pending', attempts: 0, nextAttemptAt: new Date(), finishedAt: null },
    });
    const row = await tx.delivery.findFirst({ where });
    if (row === null) throw noSuchDelivery();
    if (count === 0)
      throw new HeliographError('conflict', `The delivery is ${row.status}: there is nothing to send again.`);
    await recordAudit(tx, actor, {
      action: 'delivery.resent',
      targetType: 'delivery',
      targetId: id,
      details: { channel: row.channelId },
    });
    return toListedDelivery(row);
  });
}
