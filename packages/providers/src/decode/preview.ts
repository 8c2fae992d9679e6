import { wellFormed } from './well-formed.ts';

const MAX_LENGTH = 256;
/** Mostly enough text to fill a preview, and enough in any writing; the rest of a long body is never looked at. */
const LOOK_FIRST_AT = 512;
const LOOK_AT = 4096;

/** One line of at most 256 characters, cut between code points and then closed with "…". */
export function preview(text: string): string {
  const start = text.trimStart();
  let line = oneLine(start.slice(0, LOOK_FIRST_AT));
  if (line.length <= MAX_LENGTH && start.length > LOOK_FIRST_AT) line = oneLine(start.slice(0, LOOK_AT));
  if (line.length <= MAX_LENGTH && start.length <= LOOK_AT) return line;
  let end = Math.min(line.length, MAX_LENGTH - 1);
  if ((line.codePointAt(end - 1) ?? 0) > 0xffff) end -= 1;
  return `${line.slice(0, end)}…`;
}

/** White space other than single spaces, and control characters. Most text has none: looking is faster than replacing. */
const UNEVEN = /[^\S ]|\p{Cc}| {2}/u;

function oneLine(text: string): string {
  const even = UNEVEN.test(text) ? text.replace(/[\s\p{Cc}]+/gu, ' ') : text;
  return wellFormed(even.trim());
}

/** What stands for a body that is no text: `multipart/form-data, 3.2 MB`. Bytes are those on the wire. */
export function binaryPreview(mediaType: string, bytes: number): string {
  return preview(`${mediaType === '' ? 'binary' : mediaType}, ${byteSize(bytes)}`);
}

function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_950) return `${(bytes / 1000).toFixed(1)} kB`;
  return bytes < 999_950_000 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
