import { decompress } from '@heliograph/providers/decompress';
import { isWholeAnswer } from '@heliograph/providers/is-whole-answer';
import { modelInPath } from '@heliograph/providers/model-in-path';
import { peekJson } from '../body/peek-json.ts';
import type { Exchange } from '../capture/build-record.ts';
import type { CallEnd } from '../dispatch/call-end.ts';
import { headerName } from '../header-names.ts';
import { headerValue, isEventStream } from '../respond/header-value.ts';
import type { Entry } from './entry.ts';
import { type Flight, isComplete } from './flight.ts';

/** What concerned the first caller alone, or is said anew when the answer is served. */
const NOT_KEPT = new Set(['set-cookie', 'set-cookie2', 'age', 'content-encoding', 'alt-svc']);

/** What of a flight may be kept; null where that is nothing: no 200, an error or a broken-off stream, too long. */
export function readEntry(
  { incoming, route }: Exchange,
  flight: Flight,
  end: CallEnd,
  latencyMs: number,
  maxBytes: number,
): Entry | null {
  const { status, headers, statusText, withheld } = flight;
  if (!isComplete(end) || status !== 200 || !flight.isWhole) return null;
  const encoding = headerValue(headers, 'content-encoding');
  const isStream = isEventStream(headers);
  // Of a compressed stream nobody knows any more in which pieces it came.
  if (encoding !== null && isStream) return null;
  let bytes: Uint8Array = Buffer.concat(flight.pieces);
  if (encoding !== null) {
    const { bytes: unpacked, flag } = decompress(bytes, encoding, maxBytes);
    if (flag !== null) return null;
    bytes = unpacked;
  }
  const contentType = headerValue(headers, 'content-type');
  if (!isWholeAnswer(route.provider.key, route.apiFormat, contentType, bytes)) return null;
  return {
    requestId: incoming.id,
    latencyMs,
    at: Date.now(),
    statusText,
    headers: keptHeaders(headers, encoding === null ? null : bytes.length),
    withheld,
    pieces: isStream ? [...flight.pieces] : [Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)],
  };
}

/** The model that a request asks for; '' where it names none. */
export function modelOf({ route }: Pick<Exchange, 'route'>, body: Buffer): string {
  const span = peekJson(body, ['model'])?.fields.model;
  const text = span === undefined ? null : body.toString('utf8', span.start, span.end);
  const named = text?.startsWith('"') === true ? (JSON.parse(text) as unknown) : null;
  return (typeof named === 'string' ? named : (modelInPath(route.path) ?? '')).slice(0, 256);
}

function keptHeaders(headers: readonly string[], unpackedLength: number | null): string[] {
  const kept: string[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] ?? '';
    const { lower, notToClient } = headerName(name);
    if (notToClient || NOT_KEPT.has(lower)) continue;
    const isLength = unpackedLength !== null && lower === 'content-length';
    kept.push(name, isLength ? String(unpackedLength) : (headers[i + 1] ?? ''));
  }
  return kept;
}
