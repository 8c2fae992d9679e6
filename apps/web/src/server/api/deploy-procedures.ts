import type { DbClient } from '@heliograph/db/client';
import { addDeploy } from '@heliograph/services/deploy/add';
import { listDeploys } from '@heliograph/services/deploy/list';
import { removeDeploy } from '@heliograph/services/deploy/remove';
import { api } from './implementer.ts';

/** When new versions went out. */
export function createDeployProcedures(db: DbClient) {
  return {
    list: api.deploys.list.handler(async ({ context }) => ({
      items: await listDeploys({ db, actor: context.caller.actor }),
    })),
    add: api.deploys.add.handler(({ context, input }) =>
      addDeploy({ db, actor: context.caller.actor }, input),
    ),
    remove: api.deploys.remove.handler(({ context, input }) =>
      removeDeploy({ db, actor: context.caller.actor }, input),
    ),
  };
}
