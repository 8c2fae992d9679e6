import { createReport } from '@heliograph/services/report/create';
import { listReports } from '@heliograph/services/report/list';
import { removeReport } from '@heliograph/services/report/remove';
import { updateReport } from '@heliograph/services/report/update';
import type { ApiDependencies } from './api-router.ts';
import { api } from './implementer.ts';

/** Reports of days and weeks. Making and sending them is the worker's. */
export function createReportProcedures({ db }: Pick<ApiDependencies, 'db'>) {
  return {
    list: api.reports.list.handler(async ({ context }) => ({
      items: await listReports({ db, actor: context.caller.actor }),
    })),
    create: api.reports.create.handler(({ context, input }) =>
      createReport({ db, actor: context.caller.actor }, input),
    ),
    update: api.reports.update.handler(({ context, input }) =>
      updateReport({ db, actor: context.caller.actor }, input),
    ),
    remove: api.reports.remove.handler(({ context, input }) =>
      removeReport({ db, actor: context.caller.actor }, input),
    ),
  };
}
