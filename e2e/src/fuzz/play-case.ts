import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { FuzzCase } from './make-case.ts';

/** What came back on a case's connection. */
export interface Outcome {
  bytes: Buffer;
  /** The server ended the connection, cleanly, before the client did. */
  closed: boolean;
}

/** A server that neither answers nor closes for so long waits for more, ms. */
const SILENCE_MS = 400;

/** Does on a new connection to this machine what the case says. Never rejects. */
export async function playCase(port: number, { pieces, end }: FuzzCase): Promise<Outcome> {
  const chunks: Buffer[] = [];
  let closed = false;
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const done = new Promise<void>((resolve) => {
    socket.setTimeout(SILENCE_MS, () => resolve());
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => {
      closed = true;
      resolve();
    });
    // A reset: the server didn't want to read the rest.
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
  });
  for (const piece of pieces) {
    if (socket.destroyed || !socket.writable) break;
    socket.write(piece);
    await turn();
  }
  if (end === 'finish' && socket.writable) socket.end();
  if (end !== 'reset') await done;
  if (end === 'reset') socket.resetAndDestroy();
  else socket.destroy();
  return { bytes: Buffer.concat(chunks), closed };
}
