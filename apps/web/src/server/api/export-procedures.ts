import { filterToSql } from '@heliograph/clickhouse/filter-to-sql';
import { getExport, listExports } from '@heliograph/services/export/list';
import { removeExport } from '@heliograph/services/export/remove';
import { startExport } from '@heliograph/services/export/start';
import type { ApiDependencies } from './api-router.ts';
import { api } from './implementer.ts';
import { readRange } from './read-range.ts';

/** Exports; their files are among the raw routes. */
export function createExportProcedures({ db }: Pick<ApiDependencies, 'db'>) {
  return {
    start: api.exports.start.handler(({ context: { caller }, input }) => {
      const { format, withBodies } = input;
      const { from, to, filter } = readRange(caller.actor, input);
      // What can't be asked is refused now, not by the worker.
      if (filter !== undefined) filterToSql(filter);
      return startExport({ db, actor: caller.actor }, { format, withBodies, from, to, filter });
    }),
    list: api.exports.list.handler(async ({ context: { caller } }) => ({
      items: await listExports({ db, actor: caller.actor }),
    })),
    get: api.exports.get.handler(({ context: { caller }, input }) =>
      getExport({ db, actor: caller.actor }, input),
    ),
    remove: api.exports.remove.handler(({ context: { caller }, input }) =>
      removeExport({ db, actor: caller.actor }, input),
    ),
  };
}
