import { type ClickHouseSettings, SettingsMap } from '@clickhouse/client';
import { z } from 'zod';

/** What one statement may take: seconds, bytes of memory, stored rows, rows and bytes of its result. */
const limits = {
  max_execution_time: 20,
  max_memory_usage: '1500000000',
  max_rows_to_read: '500000000',
  max_result_rows: '200000',
  max_result_bytes: '30000000',
  max_threads: 4,
} as const;

/** Settings of every statement. With readonly=1 no statement can change any of them, nor write, nor reach out. */
const settings = {
  ...limits,
  readonly: '1',
  timeout_before_checking_execution_speed: 0,
  timeout_overflow_mode: 'throw',
  read_overflow_mode: 'throw',
  result_overflow_mode: 'throw',
  max_columns_to_read: '1000',
  max_subquery_depth: '60',
  allow_ddl: 0,
  allow_introspection_functions: 0,
  allow_experimental_analyzer: 1,
  join_use_nulls: 1,
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_decimals: 1,
  output_format_json_quote_denormals: 0,
  output_format_json_named_tuples_as_objects: 1,
  // A server ends the statement when its caller leaves; the embedded engine always does.
  cancel_http_readonly_queries_on_client_close: 1,
} satisfies ClickHouseSettings;

/** Whose rows a statement sees, where they are stored, and how many it may answer with. */
export interface StatementScope {
  organizationId: string;
  database: string;
  /** Stored tables that hold rows of organizations. */
  tables: readonly string[];
  limit: number;
}

/**
 * The settings of a statement. They hold whatever the statement says: the check before is the first line, these are the
 * second.
 */
export function statementSettings({
  organizationId,
  database,
  tables,
  limit,
}: StatementScope): ClickHouseSettings {
  return {
    ...settings,
    limit: String(limit + 1),
    log_comment: `heliograph:sql ${organizationId}`,
    // Were a statement ever to name a stored table itself, the engine would still show it these rows alone.
    additional_table_filters: SettingsMap.from(
      Object.fromEntries(tables.map((table) => [`${database}.${table}`, ownRows(organizationId)])),
    ),
  };
}

/** A condition as it stands in a map of texts, whose quotes are escaped. */
function ownRows(organizationId: string): string {
  return `organization_id = \\'${z.uuid().parse(organizationId)}\\'`;
}
