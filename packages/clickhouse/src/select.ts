import type { ClickHouseClient } from './client.ts';

/** No query of a page may take longer (s) or hold more memory (bytes) than this. */
const limits = { max_execution_time: 20, max_memory_usage: '2000000000' };

export interface Select {
  /** Stands in ClickHouse's query log. */
  purpose: string;
  query: string;
  parameters: Record<string, unknown>;
  settings?: Record<string, string | number>;
  /** Names the query in ClickHouse's lists; one is made up where none is given. */
  queryId?: string | undefined;
  /** Ends the query, where nobody waits for it any more. */
  signal?: AbortSignal | undefined;
}

/** Rows of a query of ours; 64-bit integers and decimals come as text, with all their digits. */
export async function select(
  client: ClickHouseClient,
  { purpose, query, parameters, settings, queryId, signal }: Select,
): Promise<unknown[]> {
  const result = await client.query({
    query,
    query_params: parameters,
    format: 'JSONEachRow',
    ...(queryId !== undefined && { query_id: queryId }),
    ...(signal !== undefined && { abort_signal: signal }),
    clickhouse_settings: {
      ...limits,
      log_comment: `heliograph:${purpose}`,
      output_format_json_quote_64bit_integers: 1,
      output_format_json_quote_decimals: 1,
      ...settings,
    },
  });
  return result.json();
}
