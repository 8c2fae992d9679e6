import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { noSuchChannel } from './listed-channel.ts';

/** Deletes a channel with the log of its deliveries. Throws `forbidden` or `not_found`. */
export async function removeChannel({ db, actor }: ServiceContext, { id }: { id: string }): Promise<void> {
  requireScope(actor, 'channels:write');
  await db.$transaction(async (tx) => {
    const where = { id, organizationId: actor.organizationId };
    const channel = await tx.notificationChannel.findFirst({ where, select: { name: true, kind: true } });
    if (channel === null) throw noSuchChannel();
    await tx.notificationChannel.delete({ where: { id } });
    await recordAudit(tx, actor, {
      action: 'channel.deleted',
      targetType: 'channel',
      targetId: id,
      details: channel,
    });
  });
}
