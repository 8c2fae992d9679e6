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
  const meta = JSON.stringify(exchange.record);
  const frame = Buffer.allocUnsafe(largestFrame(meta, exchange));
  return frame.subarray(0, writeFrame(frame, meta, exchange));
}

/**
 * Encodes into memory of its own that the next call overwrites: for one who writes each frame out at once, and so
 * often that a new buffer each time would keep the garbage collector busy. Frames beyond `capacity` bytes get their own.
 */
export function createFrameEncoder(capacity: number): (exchange: CapturedExchange) => Buffer {
  const scratch = Buffer.allocUnsafeSlow(capacity);
  return (exchange) => {
    const meta = JSON.stringify(exchange.record);
    if (largestFrame(meta, exchange) > capacity) return encodeFrame(exchange);
    return scratch.subarray(0, writeFrame(scratch, meta, exchange));
  };
}

/** Bytes that the frame takes at the most: a UTF-16 unit becomes three bytes or fewer. */
function largestFrame(meta: string, { requestBody, responseBody }: CapturedExchange): number {
  return HEAD + 4 + meta.length * 3 + 4 + requestBody.length + responseBody.length;
}

function writeFrame(target: Buffer, meta: string, { requestBody, responseBody }: CapturedExchange): number {
  const metaLength = target.write(meta, HEAD + 4);
  target.writeUInt32LE(metaLength, HEAD);
  let end = target.writeUInt32LE(requestBody.length, HEAD + 4 + metaLength);
  target.set(requestBody, end);
  end += requestBody.length;
  target.set(responseBody, end);
  end += responseBody.length;
  target.writeUInt32LE(end - HEAD, 0);
  target.writeUInt32LE(crc32c(target.subarray(HEAD, end)), 4);
  return end;
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
    yield { exchange: decodeExchange(buffer.subarray(at + HEAD, span.end), at), ...span };
    at = span.end;
  }
}

function decodeExchange(payload: Buffer, offset: number): CapturedExchange {
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
    throw new FrameError(offset, 'its record is not what it should be', { cause: error });
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
