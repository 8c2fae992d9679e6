import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';

export { ClickHouseError, type ClickHouseClient } from '@clickhouse/client';

/** Where ClickHouse is: `http://user:password@host:port/database`; `database` beside it wins. */
export interface ClickHouseAddress {
  url: string;
  database?: string | undefined;
}

/** Milliseconds a statement may take, its waiting for a free connection included. */
const REQUEST_TIMEOUT_MS = 30_000;

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** A client over a pool of its own; nothing is connected before the first query. End it with `close()`. */
export function createClickHouseClient({
  url,
  database,
  timeoutMs = REQUEST_TIMEOUT_MS,
}: ClickHouseAddress & { timeoutMs?: number }): ClickHouseClient {
  // Within one machine it costs both ends more than the way is worth.
  const compresses = !LOOPBACK.test(new URL(url).hostname);
  return createClient({
    url,
    ...(database === undefined ? {} : { database }),
    application: 'heliograph',
    request_timeout: timeoutMs,
    max_open_connections: 20,
    // The ids of a page of 1,000 rows don't fit into an address.
    use_multipart_params_auto: true,
    compression: { request: compresses, response: compresses },
    // What goes wrong is thrown and logged by the caller; the client's own lines could hold rows.
    log: { level: ClickHouseLogLevel.OFF },
  });
}
