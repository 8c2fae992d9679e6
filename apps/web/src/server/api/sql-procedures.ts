import { createSqlDesk } from '@heliograph/clickhouse/sql/sql-desk';
import { createSavedQuery } from '@heliograph/services/saved-query/create';
import { listSavedQueries } from '@heliograph/services/saved-query/list';
import { removeSavedQuery } from '@heliograph/services/saved-query/remove';
import { updateSavedQuery } from '@heliograph/services/saved-query/update';
import { requireScope } from '@heliograph/services/require-scope';
import type { ApiDependencies } from './api-router.ts';
import { askUntilLeft } from './ask-until-left.ts';
import { api } from './implementer.ts';

/** Statements over the caller's own rows, and those that are kept. A statement ends with the connection of who asked it. */
export function createSqlProcedures({
  db,
  clickHouse,
  clickHouseSql,
}: Pick<ApiDependencies, 'db' | 'clickHouse' | 'clickHouseSql'>) {
  const desk = createSqlDesk({ own: clickHouse, reader: clickHouseSql });
  return {
    run: api.sql.run.handler(({ context: { caller }, input, signal }) => {
      requireScope(caller.actor, 'requests:read');
      const { organizationId } = caller.actor;
      return askUntilLeft(signal, () => desk.run({ organizationId, question: input, signal }));
    }),
    queries: {
      list: api.sql.queries.list.handler(async ({ context }) => ({
        items: await listSavedQueries({ db, actor: context.caller.actor }),
      })),
      create: api.sql.queries.create.handler(({ context, input }) =>
        createSavedQuery({ db, actor: context.caller.actor }, input),
      ),
      update: api.sql.queries.update.handler(({ context, input }) =>
        updateSavedQuery({ db, actor: context.caller.actor }, input),
      ),
      remove: api.sql.queries.remove.handler(({ context, input }) =>
        removeSavedQuery({ db, actor: context.caller.actor }, input),
      ),
    },
  };
}
