import type { Duplex } from 'node:stream';
import { createFrameDecoder } from './frame-decoder.ts';
import type { SessionLog } from './session-log.ts';

/** How a session ended: as it should, or by one side going away without a word. */
export type SessionEnd = 'closed' | 'client_gone' | 'upstream_gone';

/** How long the side that is left may take to read its last bytes, ms. */
const LINGER_MS = 1_000;
/** Larger messages than that hold audio; their content is not kept. */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/**
 * Passes the bytes of both sides on as they are, each as fast as the other takes them, and lets `log` see the messages.
 * Resolves when both are closed.
 */
export function relaySession(client: Duplex, upstream: Duplex, log: SessionLog): Promise<SessionEnd> {
  const skipped = { onSkipped: () => undefined };
  const fromClient = createFrameDecoder(MAX_MESSAGE_BYTES, { ...skipped, onText: log.fromClient });
  const fromServer = createFrameDecoder(MAX_MESSAGE_BYTES, { ...skipped, onText: log.fromServer });
  client.on('data', (chunk: Buffer) => {
    log.passed('client', chunk.length);
    fromClient.read(chunk);
  });
  upstream.on('data', (chunk: Buffer) => {
    log.passed('server', chunk.length);
    fromServer.read(chunk);
  });
  client.pipe(upstream);
  upstream.pipe(client);

  return new Promise((resolve) => {
    let open = 2;
    let first: SessionEnd | null = null;
    const ended = (end: SessionEnd, other: Duplex) => (): void => {
      first ??= end;
      // Nothing can come from here any more; what was written to the other side still goes out.
      other.end();
      setTimeout(() => other.destroy(), LINGER_MS).unref();
      open -= 1;
      if (open === 0) resolve(fromClient.closed || fromServer.closed ? 'closed' : (first ?? 'closed'));
    };
    client.on('error', () => undefined);
    upstream.on('error', () => undefined);
    client.once('close', ended('client_gone', upstream));
    upstream.once('close', ended('upstream_gone', client));
  });
}
