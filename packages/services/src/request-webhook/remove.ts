import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { noSuchWebhook } from './listed-webhook.ts';

/** Deletes a webhook on requests; what is in the outbox still goes out. Throws `forbidden` or `not_found`. */
export async function removeRequestWebhook(
  { db, actor }: ServiceContext,
  { id }: { id: string },
): Promise<void> {
  requireScope(actor, 'channels:write');
  await db.$transaction(async (tx) => {
    const where = { id, organizationId: actor.organizationId };
    const webhook = await tx.requestWebhook.findFirst({ where, select: { name: true } });
    if (webhook === null) throw noSuchWebhook();
    await tx.requestWebhook.delete({ where: { id } });
    await recordAudit(tx, actor, {
      action: 'webhook.deleted',
      targetType: 'webhook',
      targetId: id,
      details: webhook,
    });
  });
}
