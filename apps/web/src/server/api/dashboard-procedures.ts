import type { DbClient } from '@heliograph/db/client';
import { createDashboard } from '@heliograph/services/dashboard/create';
import { getDashboard } from '@heliograph/services/dashboard/get';
import { listDashboards } from '@heliograph/services/dashboard/list';
import { removeDashboard } from '@heliograph/services/dashboard/remove';
import { setDefaultDashboard } from '@heliograph/services/dashboard/set-default';
import { updateDashboard } from '@heliograph/services/dashboard/update';
import { api } from './implementer.ts';

/** Kept dashboards. */
export function createDashboardProcedures(db: DbClient) {
  return {
    list: api.dashboards.list.handler(async ({ context }) => ({
      items: await listDashboards({ db, actor: context.caller.actor }),
    })),
    get: api.dashboards.get.handler(({ context, input }) =>
      getDashboard({ db, actor: context.caller.actor }, input),
    ),
    create: api.dashboards.create.handler(({ context, input }) =>
      createDashboard({ db, actor: context.caller.actor }, input),
    ),
    update: api.dashboards.update.handler(({ context, input }) =>
      updateDashboard({ db, actor: context.caller.actor }, input),
    ),
    remove: api.dashboards.remove.handler(({ context, input }) =>
      removeDashboard({ db, actor: context.caller.actor }, input),
    ),
    setDefault: api.dashboards.setDefault.handler(({ context, input }) =>
      setDefaultDashboard({ db, actor: context.caller.actor }, input),
    ),
  };
}
