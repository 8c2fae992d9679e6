import { createRequestWebhook } from '@heliograph/services/request-webhook/create';
import { listRequestWebhooks } from '@heliograph/services/request-webhook/list';
import { removeRequestWebhook } from '@heliograph/services/request-webhook/remove';
import { updateRequestWebhook } from '@heliograph/services/request-webhook/update';
import type { ApiDependencies } from './api-router.ts';
import { api } from './implementer.ts';

/** Webhooks on requests. Finding and telling is the worker's. */
export function createWebhookProcedures({ db }: Pick<ApiDependencies, 'db'>) {
  return {
    list: api.webhooks.list.handler(async ({ context }) => ({
      items: await listRequestWebhooks({ db, actor: context.caller.actor }),
    })),
    create: api.webhooks.create.handler(({ context, input }) =>
      createRequestWebhook({ db, actor: context.caller.actor }, input),
    ),
    update: api.webhooks.update.handler(({ context, input }) =>
      // An empty text is a filter that is taken away: the schema reads it as undefined, but the key is there.
      updateRequestWebhook({ db, actor: context.caller.actor }, input, 'filter' in input),
    ),
    remove: api.webhooks.remove.handler(({ context, input }) =>
      removeRequestWebhook({ db, actor: context.caller.actor }, input),
    ),
  };
}
