import { callerLeft } from '../http/error-response.ts';
import { askClickHouse } from './ask-clickhouse.ts';

/**
 * Runs a query that ends with the connection of who asked it. Throws as askClickHouse does, and `request_timeout` where the
 * caller is gone, which is nobody's fault.
 */
export async function askUntilLeft<T>(signal: AbortSignal | undefined, query: () => Promise<T>): Promise<T> {
  try {
    return await askClickHouse(query);
  } catch (error) {
    if (signal?.aborted !== true) throw error;
    throw callerLeft(error);
  }
}
