import type { SqlResult } from '@heliograph/contracts/sql';
import { createOrganizationGate } from '../analytics/organization-gate.ts';
import { runSql, type SqlCall, type SqlClients } from './run-sql.ts';

/** Where statements are run: each organization has its turn. */
export interface SqlDesk {
  /** As runSql; throws `too_many_requests` besides, where too many statements of the organization wait. */
  run(call: SqlCall): Promise<SqlResult>;
}

/** Statements of an organization that run at once, and that may wait beside them. */
export const usualSqlTurns = { atOnce: 3, mostWaiting: 20 };

export function createSqlDesk(clients: SqlClients, turns = usualSqlTurns): SqlDesk {
  const gate = createOrganizationGate(turns);
  return {
    run: (call) =>
      gate.run(call.organizationId, call.signal ?? new AbortController().signal, () => runSql(clients, call)),
  };
}
