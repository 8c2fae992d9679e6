import { v7 as uuidv7 } from 'uuid';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { NewRequestWebhook, RequestWebhook } from '@heliograph/contracts/request-webhooks';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { checkWebhookChannel, toListedWebhook, withNames } from './listed-webhook.ts';

/** Webhooks an organization may have: each is a question about every second of its requests. */
const MAX_WEBHOOKS = 20;

/** Adds a webhook on requests. Throws `forbidden`, `invalid_request` for a channel of another kind, `conflict` for too many. */
export async function createRequestWebhook(
  { db, actor }: ServiceContext,
  { filter, ...input }: NewRequestWebhook,
): Promise<RequestWebhook> {
  requireScope(actor, 'channels:write');
  const { organizationId } = actor;
  return db.$transaction(async (tx) => {
    await checkWebhookChannel(tx, { id: input.channelId, organizationId });
    if ((await tx.requestWebhook.count({ where: { organizationId } })) >= MAX_WEBHOOKS) {
      throw new HeliographError(
        'conflict',
        `The organization has ${MAX_WEBHOOKS} webhooks on requests, which is the most there can be. Delete one first.`,
      );
    }
    const row = await tx.requestWebhook.create({
      data: {
        ...{ id: uuidv7(), organizationId, ...input },
        ...(filter !== undefined && { filter }),
        createdBy: actor.type === 'user' ? actor.userId : null,
      },
      include: withNames,
    });
    const shown = toListedWebhook(row);
    await recordAudit(tx, actor, {
      action: 'webhook.created',
      targetType: 'webhook',
      targetId: row.id,
      details: { name: shown.name, filter: shown.filter, enabled: shown.enabled },
    });
    return shown;
  });
}
