import type { ClickHouseClient } from './client.ts';

/**
 * Ends the query of this id, if it still runs: a server goes on with one whose connection is gone. The embedded engine
 * ends it by itself, and knows no such id. Never throws.
 */
export async function killQuery(client: ClickHouseClient, queryId: string): Promise<void> {
  try {
    await client.command({
      query: 'KILL QUERY WHERE query_id = {queryId:String} ASYNC',
      query_params: { queryId },
    });
  } catch {
    // It ends after its time.
  }
}
