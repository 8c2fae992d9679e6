import { ClickHouseError } from '@clickhouse/client';

const NO_CONNECTION =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** The client gives no code where an answer doesn't come in time or the connection breaks half-way. */
const NO_ANSWER = /^(timeout error|socket hang up|aborted|the user aborted)/i;

/** Codes of ClickHouse's own (src/Common/ErrorCodes.cpp) with which a server says: not now, whatever the rows are. */
const notNow = new Set([
  '202', // TOO_MANY_SIMULTANEOUS_QUERIES
  '209', // SOCKET_TIMEOUT
  '210', // NETWORK_ERROR
  '225', // NO_ZOOKEEPER
  '242', // TABLE_IS_READ_ONLY
  '243', // NOT_ENOUGH_SPACE
  '252', // TOO_MANY_PARTS
  '279', // ALL_CONNECTION_TRIES_FAILED
  '285', // TOO_FEW_LIVE_REPLICAS
  '319', // UNKNOWN_STATUS_OF_INSERT
  '394', // QUERY_WAS_CANCELLED
  '999', // KEEPER_EXCEPTION
]);

/** Whether ClickHouse can't be reached or takes nothing now, so that waiting is all that helps. */
export function isAway(error: unknown): boolean {
  if (error instanceof ClickHouseError) return notNow.has(error.code);
  if (error instanceof AggregateError) return error.errors.some(isAway);
  if (!(error instanceof Error)) return false;
  if ('code' in error && NO_CONNECTION.test(String(error.code))) return true;
  return NO_ANSWER.test(error.message);
}
