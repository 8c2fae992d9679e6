/** Codes of Postgres (classes 08, 53, 57P), Node's sockets and Prisma that mean: the server is away or still starting. */
const UNAVAILABLE =
  /^(08\w{3}|53\w{3}|57P0[1-5]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|P1001|P1002|P1008|P1017|P2024)$/;
/** How Prisma's driver adapter names the same. */
const UNAVAILABLE_KINDS = new Set([
  'DatabaseNotReachable',
  'SocketTimeout',
  'ConnectionClosed',
  'TooManyConnections',
]);
/** node-postgres gives no code where the connection ends or can't be had in time. */
const UNAVAILABLE_MESSAGE =
  /^(Connection terminated|timeout e\w+ when trying to connect|Client has encountered a connection error)/i;

/** Whether an error of `pg` or Prisma means that the database can't be reached now, as opposed to a refused query. */
export function isUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if (error instanceof AggregateError) return error.errors.some((inner) => isUnavailable(inner));
  if ('code' in error && UNAVAILABLE.test(String(error.code))) return true;
  if ('originalCode' in error && UNAVAILABLE.test(String(error.originalCode))) return true;
  if ('kind' in error && UNAVAILABLE_KINDS.has(String(error.kind))) return true;
  if ('message' in error && UNAVAILABLE_MESSAGE.test(String(error.message))) return true;
  return isUnavailable(reasonBehind(error));
}

function reasonBehind(error: object): unknown {
  if ('cause' in error) return error.cause;
  const meta = 'meta' in error ? error.meta : undefined;
  return typeof meta === 'object' && meta !== null && 'driverAdapterError' in meta
    ? meta.driverAdapterError
    : undefined;
}
