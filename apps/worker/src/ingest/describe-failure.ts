import { ClickHouseError } from '@heliograph/clickhouse/client';

/** Why something failed, fit for the log: ClickHouse and JSON quote rows in their messages, so those are left out. */
export function describeFailure(error: unknown): string {
  if (error instanceof ClickHouseError) return `ClickHouse error ${error.code} (${error.type ?? 'unnamed'})`;
  if (error instanceof SyntaxError) return 'What was read is no JSON';
  return error instanceof Error ? error.message.slice(0, 300) : 'Unknown error';
}
