import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SqlQuestion, SqlResult } from '@heliograph/contracts/sql';
import type { ClickHouseClient } from '../client.ts';
import { killQuery } from '../kill-query.ts';
import { select } from '../select.ts';
import { type CheckedSql, checkSql, renderSql } from './check-sql.ts';
import { explainSqlError } from './explain-sql-error.ts';
import { sqlFault } from './sql-fault.ts';
import { statementSettings } from './statement-settings.ts';
import { type LaterFacts, ownParameters } from './table-sources.ts';

export interface SqlClients {
  /** Looks up what has to be known before. */
  own: ClickHouseClient;
  /** Runs the statement; a user of its own with the right to read and no other, where the server has one. */
  reader: ClickHouseClient;
}

export interface SqlCall {
  organizationId: string;
  question: SqlQuestion;
  /** Ends the statement, where nobody waits for the answer any more. */
  signal?: AbortSignal | undefined;
}

const answerSchema = z.object({
  meta: z.array(z.object({ name: z.string(), type: z.string() })),
  data: z.array(z.array(z.unknown())),
  statistics: z.object({ elapsed: z.number(), rows_read: z.number(), bytes_read: z.number() }),
});

/**
 * Runs one statement over an organization's rows. Throws `invalid_request` that says what is wrong with it and where,
 * `too_wide` where it meets a limit; rejects where `signal` ends it.
 */
export async function runSql(clients: SqlClients, call: SqlCall): Promise<SqlResult> {
  const { organizationId, question } = call;
  const checked = checkSql(question.sql);
  const values = bind(question, checked);
  const { database, tables, ...facts } = await readFacts(clients.own, organizationId);
  const rendered = renderSql(checked, facts);
  const queryId = randomUUID();
  const leave = () => void killQuery(clients.reader, queryId);
  call.signal?.addEventListener('abort', leave, { once: true });
  try {
    const result = await clients.reader.query({
      query: rendered.text,
      query_id: queryId,
      query_params: {
        ...values,
        [ownParameters.organization]: organizationId,
        [ownParameters.database]: database,
      },
      format: 'JSONCompact',
      clickhouse_settings: statementSettings({ organizationId, database, tables, limit: question.limit }),
      ...(call.signal !== undefined && { abort_signal: call.signal }),
    });
    return toResult(answerSchema.parse(await result.json()), question.limit);
  } catch (error) {
    throw explainSqlError(error, { sql: question.sql, rendered, database });
  } finally {
    call.signal?.removeEventListener('abort', leave);
  }
}

/** The values of the statement's parameters under the names they are sent by. Throws where one is missing or unknown. */
function bind({ sql, parameters }: SqlQuestion, checked: CheckedSql): Record<string, unknown> {
  for (const [name, { type, at }] of checked.parameters) {
    if (!Object.hasOwn(parameters, name)) {
      throw sqlFault(sql, at, `The parameter ${name} (${type}) has no value: send it in "parameters".`);
    }
  }
  const unknown = Object.keys(parameters).find((name) => !checked.parameters.has(name));
  if (unknown !== undefined) {
    throw sqlFault(sql, undefined, `The statement has no parameter {${unknown}:Type}.`);
  }
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [`p_${name}`, value]));
}

const factsSchema = z.object({
  database: z.string(),
  deletions: z.coerce.number(),
  changes: z.coerce.number(),
  tables: z.array(z.string()),
});

/** Where the stored tables are, which of them hold rows of organizations, and what has to be known of these rows. */
async function readFacts(
  client: ClickHouseClient,
  organizationId: string,
): Promise<LaterFacts & { database: string; tables: string[] }> {
  const any = (table: string) =>
    `(SELECT count() FROM (SELECT 1 FROM ${table} WHERE organization_id = {organizationId:UUID} LIMIT 1))`;
  const rows = await select(client, {
    purpose: 'sql.facts',
    query: `SELECT currentDatabase() AS database, ${any('request_deletions')} AS deletions,
      ${any('request_property_changes')} AS changes,
      (SELECT groupArray(table) FROM system.columns
        WHERE database = currentDatabase() AND name = 'organization_id') AS tables`,
    parameters: { organizationId },
  });
  const { deletions, changes, ...rest } = factsSchema.parse(rows[0]);
  return { ...rest, deletions: deletions > 0, propertyChanges: changes > 0 };
}

const WIDE_INTEGER = /^(Nullable\()?U?Int64\)?$/;

function toResult({ meta, data, statistics }: z.infer<typeof answerSchema>, limit: number): SqlResult {
  const wide = meta.flatMap(({ type }, at) => (WIDE_INTEGER.test(type) ? [at] : []));
  const rows = data.slice(0, limit);
  for (const row of rows) {
    for (const at of wide) {
      const number = Number(row[at]);
      if (row[at] !== null && Number.isSafeInteger(number)) row[at] = number;
    }
  }
  return {
    columns: meta,
    rows,
    truncated: data.length > limit,
    statistics: {
      elapsedMs: Math.round(statistics.elapsed * 1e6) / 1000,
      rowsRead: statistics.rows_read,
      bytesRead: statistics.bytes_read,
    },
  };
}
