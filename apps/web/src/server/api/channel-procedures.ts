import { createChannel } from '@heliograph/services/channel/create';
import { listChannels } from '@heliograph/services/channel/list';
import { removeChannel } from '@heliograph/services/channel/remove';
import { testChannel } from '@heliograph/services/channel/send-test';
import { renewSigningSecret, updateChannel } from '@heliograph/services/channel/update';
import { getDelivery, listDeliveries } from '@heliograph/services/delivery/list';
import { resendDelivery } from '@heliograph/services/delivery/resend';
import { createSecretBox } from '@heliograph/services/secrets/secret-box';
import type { ApiDependencies } from './api-router.ts';
import { api } from './implementer.ts';

/** Notification channels and the log of what they were sent. Sending is the worker's. */
export function createChannelProcedures({ db, env }: Pick<ApiDependencies, 'db' | 'env'>) {
  const { webUrl, allowPrivate, encryptionKeys, hasMail } = env;
  const secrets = encryptionKeys === null ? null : createSecretBox(encryptionKeys);
  return {
    list: api.channels.list.handler(async ({ context }) => ({
      items: await listChannels({ db, actor: context.caller.actor }),
      readiness: { email: hasMail, secrets: secrets !== null },
    })),
    create: api.channels.create.handler(({ context, input }) =>
      createChannel({ db, actor: context.caller.actor, secrets, allowPrivate }, input),
    ),
    update: api.channels.update.handler(({ context, input }) =>
      updateChannel({ db, actor: context.caller.actor, secrets, allowPrivate }, input),
    ),
    remove: api.channels.remove.handler(({ context, input }) =>
      removeChannel({ db, actor: context.caller.actor }, input),
    ),
    test: api.channels.test.handler(({ context, input }) =>
      testChannel({ db, actor: context.caller.actor }, { ...input, webUrl }),
    ),
    renewSecret: api.channels.renewSecret.handler(({ context, input }) =>
      renewSigningSecret({ db, actor: context.caller.actor, secrets, allowPrivate }, input),
    ),
    deliveries: api.channels.deliveries.handler(({ context, input }) =>
      listDeliveries({ db, actor: context.caller.actor }, input),
    ),
    delivery: api.channels.delivery.handler(({ context, input }) =>
      getDelivery({ db, actor: context.caller.actor }, input),
    ),
    resend: api.channels.resend.handler(({ context, input }) =>
      resendDelivery({ db, actor: context.caller.actor }, input),
    ),
  };
}
