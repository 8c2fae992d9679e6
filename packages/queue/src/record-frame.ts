import { crc32c } from '@node-rs/crc32';
import { type CapturedExchange, logRecordSchema } from '@heliograph/contracts/log-record';

/**
 * A frame is one log record with its two captured bodies, as it stands in spool segments and in jobs:
 * [u32 length of what follows the head][u32 CRC32C of that] — the head, 8 bytes —
 * [u32 length][record as JSON][u32 length][request body][response body]. All numbers are little-endian.
 */
const HEAD = 8;

/** A frame that can't be read, with where it starts in the bytes given. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
  readonly offset: number;

  constructor(offset: number, reason: string, options?: ErrorOptions) {
    super(`Frame at byte ${offset}: ${reason}`, options);
    this.offset = offset;
  }
}

/** One frame, ready to be appended to others. */
export function encodeFrame(exchange: CapturedExchange): Buffer {
  const frame = prepareFrame(exchange);
  const target = Buffer.allocUnsafe(frame.maxBytes);
  return target.subarray(0, writeFrame(target, 0, frame));
}

/** A frame whose record is written out as text, so that it is known how much room it needs. */
export interface PreparedFrame {
  meta: string;
  exchange: CapturedExchange;
  /** Room that it takes at the most, bytes. */
  maxBytes: number;
}

export function prepareFrame(exchange: CapturedExchange): PreparedFrame {
  const meta = JSON.stringify(exchange.record);
  // A UTF-16 unit becomes three bytes or fewer.
  const bodies = exchange.requestBody.length + exchange.responseBody.length;
  return { meta, exchange, maxBytes: HEAD + 4 + meta.length * 3 + 4 + bodies };
}

/** Writes a frame into `target` from byte `start` on, where it has `maxBytes` of room; gives the bytes that it took. */
export function writeFrame(target: Buffer, start: number, { meta, exchange }: PreparedFrame): number {
  const { requestBody, responseBody } = exchange;
  const payload = start + HEAD;
  const metaLength = target.write(meta, payload + 4);
  target.writeUInt32LE(metaLength, payload);
  let end = target.writeUInt32LE(requestBody.length, payload + 4 + metaLength);
  target.set(requestBody, end);
  end += requestBody.length;
  target.set(responseBody, end);
  end += responseBody.length;
  target.writeUInt32LE(end - payload, start);
  target.writeUInt32LE(crc32c(target.subarray(payload, end)), start + 4);
  return end - start;
}

/** Where a frame stands: from its head to its end. */
export interface FrameSpan {
  start: number;
  end: number;
}

/** The next whole frame at `start`, or null where the bytes end before it does or its checksum is wrong. */
function spanAt(bytes: Buffer, start: number): FrameSpan | null {
  if (start + HEAD > bytes.length) return null;
  const end = start + HEAD + bytes.readUInt32LE(start);
  if (end > bytes.length) return null;
  return crc32c(bytes.subarray(start + HEAD, end)) === bytes.readUInt32LE(start + 4) ? { start, end } : null;
}

/** Finds the whole frames by length and checksum alone; stops at the first torn one. */
export function scanFrames(bytes: Uint8Array): { frames: FrameSpan[]; validLength: number } {
  const buffer = asBuffer(bytes);
  const frames: FrameSpan[] = [];
  let validLength = 0;
  for (let span = spanAt(buffer, 0); span !== null; span = spanAt(buffer, validLength)) {
    frames.push(span);
    validLength = span.end;
  }
  return { frames, validLength };
}

/** Reads frames one by one. Throws a {@link FrameError} at a torn frame or one whose record isn't of the schema. */
export function* decodeFrames(bytes: Uint8Array): Generator<{ exchange: CapturedExchange } & FrameSpan> {
  const buffer = asBuffer(bytes);
  for (let at = 0; at < buffer.length;) {
    const span = spanAt(buffer, at);
    if (span === null) throw new FrameError(at, 'it is cut short or its checksum is wrong');
    yield { exchange: readExchange(buffer, span), ...span };
    at = span.end;
  }
}

/** The exchange of a frame that was found whole; its checksum isn't looked at again. Throws a {@link FrameError}. */
export function readExchange(bytes: Buffer, { start, end }: FrameSpan): CapturedExchange {
  const payload = bytes.subarray(start + HEAD, end);
  try {
    const meta = 4 + payload.readUInt32LE(0);
    const request = meta + 4 + payload.readUInt32LE(meta);
    if (request > payload.length) throw new RangeError('the request body reaches beyond the frame');
    const record = logRecordSchema.parse(JSON.parse(payload.toString('utf8', 4, meta)));
    return {
      record,
      requestBody: payload.subarray(meta + 4, request),
      responseBody: payload.subarray(request),
    };
  } catch (error) {
    throw new FrameError(start, 'its record is not what it should be', { cause: error });
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
