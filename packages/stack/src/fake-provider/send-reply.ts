import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import {
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createDeflate,
  createGzip,
  deflateSync,
  gzipSync,
} from 'node:zlib';
import type { Directives } from './directives.ts';
import type { Reply } from './reply.ts';

/** Sends a reply the way the directives ask. `failure` is the event of `x-fake-error-after-chunks`. */
export async function sendReply(
  response: ServerResponse,
  reply: Reply,
  directives: Directives,
  headers: Record<string, string>,
  failure: string,
): Promise<void> {
  if (directives.delayMs > 0) await pause(directives.delayMs);
  if (response.destroyed) return;
  if (directives.contentEncoding !== undefined) headers['content-encoding'] = directives.contentEncoding;
  if (reply.kind === 'stream') {
    headers['content-type'] = reply.contentType ?? 'text/event-stream; charset=utf-8';
    headers['cache-control'] = 'no-cache';
    response.writeHead(200, headers);
    return sendEvents(response, reply.events, directives, failure);
  }
  const bytes = reply.kind === 'bytes' ? reply.bytes : Buffer.from(JSON.stringify(reply.body));
  headers['content-type'] = reply.kind === 'bytes' ? reply.contentType : 'application/json';
  await sendWhole(response, reply.status, compress(bytes, directives), directives, headers);
}

async function sendWhole(
  response: ServerResponse,
  status: number,
  bytes: Buffer,
  directives: Directives,
  headers: Record<string, string>,
): Promise<void> {
  headers['content-length'] = String(bytes.length);
  response.writeHead(status, headers);
  if (directives.firstByteDelayMs > 0) {
    response.flushHeaders();
    await pause(directives.firstByteDelayMs);
  }
  if (directives.cutAfterChunks === undefined) {
    response.end(bytes);
    return;
  }
  response.flushHeaders();
  response.write(bytes.subarray(0, directives.cutAfterChunks === 0 ? 0 : bytes.length >> 1), () =>
    response.destroy(),
  );
}

async function sendEvents(
  response: ServerResponse,
  events: readonly (string | Buffer)[],
  directives: Directives,
  failure: string,
): Promise<void> {
  const { cutAfterChunks, errorAfterChunks, chunkDelayMs, firstByteDelayMs } = directives;
  const stop = Math.min(cutAfterChunks ?? events.length, errorAfterChunks ?? events.length);
  // Some clients wait for the headers before they read; some tests for their absence.
  response.flushHeaders();
  if (firstByteDelayMs > 0) await pause(firstByteDelayMs);
  const write = encoder(response, directives);
  for (const [index, event] of events.slice(0, stop).entries()) {
    if (index > 0 && chunkDelayMs > 0) await pause(chunkDelayMs);
    if (response.destroyed) return;
    if (!write.event(event)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  if (cutAfterChunks !== undefined && cutAfterChunks <= (errorAfterChunks ?? Infinity)) {
    // Ended on the wire first, so that what was written before the cut arrives.
    response.write('', () => response.destroy());
    return;
  }
  if (errorAfterChunks !== undefined) write.event(failure);
  write.end();
}

/** Writes events plain, or compressed with a flush after each, so that none waits for the next. */
function encoder(
  response: ServerResponse,
  directives: Directives,
): { event(text: string | Buffer): boolean; end(): void } {
  if (directives.contentEncoding === undefined) {
    return { event: (text) => response.write(text), end: () => response.end() };
  }
  const stream =
    directives.contentEncoding === 'br'
      ? createBrotliCompress({ flush: constants.BROTLI_OPERATION_FLUSH })
      : directives.contentEncoding === 'gzip'
        ? createGzip({ flush: constants.Z_SYNC_FLUSH })
        : createDeflate({ flush: constants.Z_SYNC_FLUSH });
  stream.pipe(response);
  return {
    event: (text) => {
      stream.write(text);
      return true;
    },
    end: () => stream.end(),
  };
}

function compress(bytes: Buffer, directives: Directives): Buffer {
  if (directives.contentEncoding === 'gzip') return gzipSync(bytes);
  if (directives.contentEncoding === 'br') return brotliCompressSync(bytes);
  return directives.contentEncoding === 'deflate' ? deflateSync(bytes) : bytes;
}

/** Doesn't keep the process alive: a delay of minutes must not hold up its end. */
function pause(milliseconds: number): Promise<void> {
  return wait(milliseconds, undefined, { ref: false });
}
