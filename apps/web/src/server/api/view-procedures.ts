import type { DbClient } from '@heliograph/db/client';
import { createSavedView } from '@heliograph/services/saved-view/create';
import { listSavedViews } from '@heliograph/services/saved-view/list';
import { removeSavedView } from '@heliograph/services/saved-view/remove';
import { setDefaultView } from '@heliograph/services/saved-view/set-default';
import { updateSavedView } from '@heliograph/services/saved-view/update';
import { api } from './implementer.ts';

/** Kept views of the request list. */
export function createViewProcedures(db: DbClient) {
  return {
    list: api.views.list.handler(async ({ context }) => ({
      items: await listSavedViews({ db, actor: context.caller.actor }),
    })),
    create: api.views.create.handler(({ context, input }) =>
      createSavedView({ db, actor: context.caller.actor }, input),
    ),
    update: api.views.update.handler(({ context, input }) =>
      updateSavedView({ db, actor: context.caller.actor }, input),
    ),
    remove: api.views.remove.handler(({ context, input }) =>
      removeSavedView({ db, actor: context.caller.actor }, input),
    ),
    setDefault: api.views.setDefault.handler(({ context, input }) =>
      setDefaultView({ db, actor: context.caller.actor }, input),
    ),
  };
}
