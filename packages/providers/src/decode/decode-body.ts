import { isUtf8 } from 'node:buffer';
import type { CapturedBody } from '@heliograph/contracts/log-record';
import { decompress } from './decompress.ts';
import { framesToText } from './event-stream-frames.ts';

export interface DecodedBody {
  /** The body as text, as it was sent; null where it is empty, binary or unreadable. */
  text: string | null;
  /** `application/json`; '' where none was named. */
  mediaType: string;
  /** Whether text is missing at the end, because the capture or this limit cut it. */
  cut: boolean;
  /** Why text is missing, as in {@link decompress}; null where nothing is. */
  flag: string | null;
}

/** Same as the proxy's default for captured bodies. */
const MAX_TEXT_BYTES = 10 * 1024 ** 2;
const BINARY = /^(?:image|audio|video|font|multipart)\/|^application\/(?:pdf|zip)$/;
const AWS_EVENT_STREAM = 'application/vnd.amazon.eventstream';
const TEXT = /^text\/|^application\/(?:json|x-ndjson|xml|x-www-form-urlencoded|javascript)$|\+(?:json|xml)$/;
const utf8 = new TextDecoder();

/** Turns captured bytes into text; never throws. */
export function decodeBody(body: CapturedBody, captured: Uint8Array): DecodedBody {
  const [mediaType, charset] = readContentType(body.contentType);
  const { bytes, flag } = decompress(captured, body.contentEncoding, MAX_TEXT_BYTES);
  if (mediaType === AWS_EVENT_STREAM) return { mediaType, ...decodeFrames(bytes, body.truncated, flag) };
  const cut = body.truncated || flag === 'too_large';
  const whole = cut ? withoutHalfCharacter(bytes) : bytes;
  const text = isText(mediaType, charset, whole) ? decodeText(whole, charset) : '';
  return { text: text === '' ? null : text, mediaType, cut, flag };
}

/** AWS's binary frames as the event stream that they could have been. */
function decodeFrames(
  bytes: Uint8Array,
  truncated: boolean,
  flag: string | null,
): Omit<DecodedBody, 'mediaType'> {
  const { text, whole } = framesToText(bytes);
  return {
    text: text === '' ? null : text,
    cut: truncated || flag === 'too_large',
    flag: flag ?? (whole ? null : 'frames_broken'),
  };
}

function readContentType(contentType: string | null): [mediaType: string, charset: string] {
  if (contentType === null) return ['', ''];
  const [mediaType = '', ...parameters] = contentType.toLowerCase().split(';');
  const charset = parameters.map((part) => part.trim()).find((part) => part.startsWith('charset='));
  return [mediaType.trim(), charset?.slice('charset='.length).replaceAll('"', '') ?? ''];
}

function isText(mediaType: string, charset: string, bytes: Uint8Array): boolean {
  if (BINARY.test(mediaType)) return false;
  return TEXT.test(mediaType) || charset !== '' || (isUtf8(bytes) && !bytes.includes(0));
}

function decodeText(bytes: Uint8Array, charset: string): string {
  if (charset === '' || charset === 'utf-8' || charset === 'utf8') return utf8.decode(bytes);
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return utf8.decode(bytes);
  }
}

/** Drops the bytes of a UTF-8 character whose rest was cut off. */
function withoutHalfCharacter(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}
