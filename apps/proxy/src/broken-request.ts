import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { HeliographError, type ErrorCode } from '@heliograph/contracts/error-codes';
import { v7 as uuid } from 'uuid';
import { errorReply } from './respond/error-reply.ts';

/** What Node's parser and timers say of a client, as one of our codes with words for it. */
const known: Record<string, [ErrorCode, string]> = {
  HPE_HEADER_OVERFLOW: ['headers_too_large', 'The headers of the request are larger than the proxy takes.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request_timeout', 'The request did not arrive in time.'],
};
const MALFORMED: [ErrorCode, string] = [
  'invalid_request',
  'What was sent is not a well-formed HTTP request.',
];

const reasons: Record<number, string> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

/**
 * Answers a client whose bytes can't be read as a request, and closes its connection. `unfinished` are the answers
 * still to be given on it: those to whole requests come first, and what is broken behind them gets none.
 */
export function answerBrokenRequest(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  unfinished: readonly ServerResponse[],
): void {
  const last = unfinished.at(-1);
  const isMalformed = error.code?.startsWith('HPE_') === true;
  if (isMalformed && last !== undefined && unfinished.every(({ req }) => req.complete)) {
    for (const res of unfinished) if (!res.headersSent) res.shouldKeepAlive = false;
    last.once('close', () => socket.destroy());
    return;
  }
  if (socket.writable && unfinished.every(({ headersSent }) => !headersSent)) {
    const [code, message] = known[error.code ?? ''] ?? MALFORMED;
    const own = { requestId: uuid(), overheadMs: 0, warnings: [], more: [], cors: [] };
    const { status, headers, body } = errorReply(new HeliographError(code, message), 'openai', own);
    const lines = headers.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${headers[i + 1] ?? ''}`] : []));
    const head = [`HTTP/1.1 ${status} ${reasons[status] ?? 'Error'}`, 'Connection: close', ...lines];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    socket.write(body);
  }
  socket.destroy(error);
}
