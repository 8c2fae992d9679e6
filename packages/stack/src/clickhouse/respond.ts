import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { constants, createGzip, gzip, type Gzip } from 'node:zlib';
import { statusOf, toEngineError } from './engine-error.ts';
import type { Outcome, Summary } from './engine.ts';
import { contentTypeOf } from './output-formats.ts';

const compress = promisify(gzip);

/** Sends an outcome; `gzipped` when the client asked for it. Resolves when all of it is handed to the socket. */
export async function sendOutcome(
  response: ServerResponse,
  outcome: Outcome,
  gzipped: boolean,
): Promise<void> {
  response.setHeader('Content-Type', contentTypeOf(outcome.format));
  response.setHeader('X-ClickHouse-Format', outcome.format);
  response.setHeader('X-ClickHouse-Timezone', 'UTC');
  if (outcome.kind === 'stream') return sendStream(response, outcome.chunks, gzipped);
  response.setHeader('X-ClickHouse-Summary', JSON.stringify(summaryHeader(outcome)));
  const bytes = gzipped ? await compress(outcome.bytes, { level: 3 }) : outcome.bytes;
  if (gzipped) response.setHeader('Content-Encoding', 'gzip');
  response.setHeader('Content-Length', bytes.length);
  response.end(bytes);
}

/** Sends an error as ClickHouse words it, with its code and status; too late for a status, it cuts the answer. */
export function sendError(response: ServerResponse, error: unknown): void {
  const engineError = toEngineError(error);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const name of ['Content-Encoding', 'Content-Length', 'X-ClickHouse-Format'])
    response.removeHeader(name);
  response.statusCode = statusOf(engineError.code);
  response.setHeader('X-ClickHouse-Exception-Code', String(engineError.code));
  response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
  response.end(`${engineError.message} (embedded engine)\n`);
}

async function sendStream(
  response: ServerResponse,
  chunks: AsyncIterable<Uint8Array>,
  gzipped: boolean,
): Promise<void> {
  const tag = randomBytes(8).toString('hex');
  const encoder = gzipped ? createGzip({ level: constants.Z_BEST_SPEED }) : undefined;
  const sink: Gzip | ServerResponse = encoder ?? response;
  encoder?.pipe(response);
  const closed = once(response, 'close').then(() => false);
  try {
    for await (const chunk of chunks) {
      if (!response.headersSent) {
        response.setHeader('X-ClickHouse-Exception-Tag', tag);
        if (gzipped) response.setHeader('Content-Encoding', 'gzip');
      }
      if (sink.write(chunk)) continue;
      // The engine is asked for the next piece only when the client has taken this one.
      const goesOn = await Promise.race([once(sink, 'drain').then(() => true), closed]);
      if (!goesOn) break;
    }
  } catch (error) {
    if (!response.headersSent && (encoder?.bytesWritten ?? 0) === 0) throw error;
    // The status is out: ClickHouse's own way to tell an error behind rows it has already sent.
    const message = `${toEngineError(error).message}\n`;
    sink.write(
      `\r\n__exception__\r\n${tag}\r\n${message}${Buffer.byteLength(message)} ${tag}\r\n__exception__\r\n`,
    );
  }
  sink.end();
}

function summaryHeader(outcome: { bytes: Uint8Array; summary: Summary }): Record<string, string> {
  const { summary } = outcome;
  return {
    read_rows: String(summary.readRows),
    read_bytes: String(summary.readBytes),
    written_rows: String(summary.writtenRows),
    written_bytes: String(summary.writtenBytes),
    total_rows_to_read: '0',
    result_rows: '0',
    result_bytes: String(outcome.bytes.length),
    elapsed_ns: String(Math.round(summary.elapsedSeconds * 1e9)),
  };
}
