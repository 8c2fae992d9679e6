import { ClickHouseError } from '@clickhouse/client';

/**
 * Codes of ClickHouse's own (src/Common/ErrorCodes.cpp) that speak of the server's state, not of the rows:
 * the same insert may pass later.
 */
const passing = new Set([
  '159', // TIMEOUT_EXCEEDED
  '160', // TOO_SLOW
  '164', // READONLY
  '201', // QUOTA_EXCEEDED
  '202', // TOO_MANY_SIMULTANEOUS_QUERIES
  '203', // NO_FREE_CONNECTION
  '209', // SOCKET_TIMEOUT
  '210', // NETWORK_ERROR
  '225', // NO_ZOOKEEPER
  '236', // ABORTED
  '241', // MEMORY_LIMIT_EXCEEDED
  '242', // TABLE_IS_READ_ONLY
  '243', // NOT_ENOUGH_SPACE
  '252', // TOO_MANY_PARTS
  '285', // TOO_FEW_LIVE_REPLICAS
  '319', // UNKNOWN_STATUS_OF_INSERT
  '394', // QUERY_WAS_CANCELLED
  '425', // SYSTEM_ERROR
  '516', // AUTHENTICATION_FAILED
  '60', // UNKNOWN_TABLE: not migrated yet
  '81', // UNKNOWN_DATABASE: not migrated yet
  '16', // NO_SUCH_COLUMN_IN_TABLE: not migrated yet
  '999', // KEEPER_EXCEPTION
]);

/** Whether ClickHouse answered, and would answer the same again: the fault lies in the rows. */
export function isRefusal(error: unknown): error is ClickHouseError {
  return error instanceof ClickHouseError && !passing.has(error.code);
}
