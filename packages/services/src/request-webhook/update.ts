import type { RequestWebhook, UpdateRequestWebhook } from '@heliograph/contracts/request-webhooks';
import { jsonNull } from '@heliograph/db/client';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { checkWebhookChannel, noSuchWebhook, toListedWebhook, withNames } from './listed-webhook.ts';

/**
 * Changes a webhook on requests, for requests that begin from now on; what is left out stays. `filter` counts as given where the
 * input has the key, undefined then meaning none. Throws `forbidden`, `not_found` or `invalid_request`.
 */
export async function updateRequestWebhook(
  { db, actor }: ServiceContext,
  { id, filter, ...changes }: UpdateRequestWebhook,
  filterIsGiven: boolean,
): Promise<RequestWebhook> {
  requireScope(actor, 'channels:write');
  const { organizationId } = actor;
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return db.$transaction(async (tx) => {
    if ((await tx.requestWebhook.count({ where: { id, organizationId } })) === 0) throw noSuchWebhook();
    if (changes.channelId !== undefined)
      await checkWebhookChannel(tx, { id: changes.channelId, organizationId });
    const now = new Date();
    const row = await tx.requestWebhook.update({
      where: { id },
      data: {
        ...given,
        ...(filterIsGiven && { filter: filter ?? jsonNull }),
        ...{ since: now, sweptTo: now },
      },
      include: withNames,
    });
    const shown = toListedWebhook(row);
    await recordAudit(tx, actor, {
      action: 'webhook.updated',
      targetType: 'webhook',
      targetId: id,
      details: { name: shown.name, filter: shown.filter, enabled: shown.enabled },
    });
    return shown;
  });
}
