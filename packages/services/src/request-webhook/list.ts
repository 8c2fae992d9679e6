import type { RequestWebhook } from '@heliograph/contracts/request-webhooks';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { toListedWebhook, withNames } from './listed-webhook.ts';

/** The webhooks on requests of the actor's organization, newest first. Throws `forbidden`. */
export async function listRequestWebhooks({ db, actor }: ServiceContext): Promise<RequestWebhook[]> {
  requireScope(actor, 'channels:read');
  const rows = await db.requestWebhook.findMany({
    where: { organizationId: actor.organizationId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    include: withNames,
  });
  return rows.map(toListedWebhook);
}
