import { crc32 } from 'node:zlib';
import { isObject, parseJson, stringifyJson, stringOf } from './json.ts';

/** Total length, length of the headers, CRC of both. */
const PRELUDE = 12;
const CRC = 4;
/** AWS's own limit of a frame is 16 MB. */
const MAX_FRAME = 16 * 1024 ** 2 + PRELUDE + CRC;

interface Frame {
  headers: Map<string, string>;
  payload: Buffer;
}

/**
 * Frames of `application/vnd.amazon.eventstream` as the text of an event stream: each event's JSON under its type,
 * `{"contentBlockDelta": {…}}`; a `chunk` is opened, so that the vendor's own JSON stands there. Stops where the bytes
 * are no frame; `whole` says whether all of them were, but for one that was cut off at the end.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html (the same framing)
 */
export function framesToText(bytes: Uint8Array): { text: string; whole: boolean } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const events: string[] = [];
  let at = 0;
  while (at + PRELUDE <= buffer.length) {
    const total = buffer.readUInt32BE(at);
    if (total < PRELUDE + CRC || total > MAX_FRAME) return { text: events.join(''), whole: false };
    if (at + total > buffer.length) break;
    const frame = readFrame(buffer.subarray(at, at + total));
    if (frame === null) return { text: events.join(''), whole: false };
    events.push(eventText(frame));
    at += total;
  }
  return { text: events.join(''), whole: true };
}

function readFrame(bytes: Buffer): Frame | null {
  const headersLength = bytes.readUInt32BE(4);
  const payloadEnd = bytes.length - CRC;
  if (PRELUDE + headersLength > payloadEnd) return null;
  if (bytes.readUInt32BE(8) !== crc32(bytes.subarray(0, 8))) return null;
  if (bytes.readUInt32BE(payloadEnd) !== crc32(bytes.subarray(0, payloadEnd))) return null;
  const headers = readHeaders(bytes.subarray(PRELUDE, PRELUDE + headersLength));
  return headers === null ? null : { headers, payload: bytes.subarray(PRELUDE + headersLength, payloadEnd) };
}

/** Bytes of a header's value by its type; text and bytes (6, 7) say their length first. */
const WIDTHS = [0, 0, 1, 2, 4, 8, null, null, 8, 16];

/** The headers that are text. */
function readHeaders(bytes: Buffer): Map<string, string> | null {
  const headers = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + (bytes[at] ?? 0);
    const type = bytes[nameEnd] ?? -1;
    const width = WIDTHS[type];
    if (width === undefined || (width === null && nameEnd + 3 > bytes.length)) return null;
    const start = nameEnd + (width === null ? 3 : 1);
    const end = start + (width ?? bytes.readUInt16BE(nameEnd + 1));
    if (end > bytes.length) return null;
    if (type === 7) headers.set(bytes.toString('utf8', at + 1, nameEnd), bytes.toString('utf8', start, end));
    at = end;
  }
  return headers;
}

function eventText({ headers, payload }: Frame): string {
  const type =
    headers.get(':event-type') ?? headers.get(':exception-type') ?? headers.get(':error-code') ?? 'event';
  const value = parseJson(payload.toString('utf8'));
  const chunk = type === 'chunk' && isObject(value) ? stringOf(value.bytes) : '';
  const inner = chunk === '' ? undefined : parseJson(Buffer.from(chunk, 'base64').toString('utf8'));
  const message = headers.get(':error-message');
  const data = inner ?? { [type]: value ?? (message === undefined ? {} : { message }) };
  return `event: ${type.replace(/[\r\n]/g, ' ')}\ndata: ${stringifyJson(data)}\n\n`;
}
