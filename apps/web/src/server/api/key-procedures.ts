import type { DbClient } from '@heliograph/db/client';
import { createApiKey } from '@heliograph/services/api-key/create';
import { listApiKeys } from '@heliograph/services/api-key/list';
import { revokeApiKey } from '@heliograph/services/api-key/revoke';
import { updateApiKey } from '@heliograph/services/api-key/update';
import { api } from './implementer.ts';

/** API keys. */
export function createKeyProcedures(db: DbClient) {
  return {
    create: api.keys.create.handler(async ({ context, input }) => {
      const { expiresAt, ...rest } = input;
      const created = await createApiKey(
        { db, actor: context.caller.actor },
        { ...rest, expiresAt: expiresAt === null ? null : new Date(expiresAt) },
      );
      return { ...created, createdAt: created.createdAt.toISOString() };
    }),
    list: api.keys.list.handler(async ({ context }) => ({
      items: await listApiKeys({ db, actor: context.caller.actor }),
    })),
    update: api.keys.update.handler(({ context, input }) => {
      const { expiresAt, ...rest } = input;
      return updateApiKey(
        { db, actor: context.caller.actor },
        { ...rest, expiresAt: typeof expiresAt === 'string' ? new Date(expiresAt) : expiresAt },
      );
    }),
    revoke: api.keys.revoke.handler(({ context, input }) =>
      revokeApiKey({ db, actor: context.caller.actor }, input),
    ),
  };
}
