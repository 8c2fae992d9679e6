import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorReply } from '../respond/error-reply.ts';

/** Writes the head of an answer on a connection that Node's HTTP no longer looks after. */
export function writeHead(socket: Duplex, status: number, headers: readonly string[]): void {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`];
  for (let i = 0; i < headers.length; i += 2) lines.push(`${headers[i] ?? ''}: ${headers[i + 1] ?? ''}`);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

/** Answers whole and ends the connection. */
export function endRaw(socket: Duplex, { status, headers, body }: ErrorReply): void {
  if (socket.destroyed) return;
  const framed = withoutHeaders(headers, ['content-length', 'connection']);
  writeHead(socket, status, [...framed, 'Content-Length', String(body.length), 'Connection', 'close']);
  socket.end(body);
  // The client may have more to say, which nobody reads.
  socket.resume();
}

/** Headers (name, value, …) but for those named, in lower case. */
export function withoutHeaders(headers: readonly string[], names: readonly string[]): string[] {
  return headers.filter((_, i) => !names.includes(headers[i - (i % 2)]?.toLowerCase() ?? ''));
}
