import type { JsonObject } from './json.ts';

/** Of one field; longer ones are files or prompts that nobody needs whole. */
const MAX_VALUE = 4_096;
const MAX_PARTS = 64;
const HEADERS_END = Buffer.from('\r\n\r\n');

/** The fields of a multipart form that are text, by name; null where the body is no form. Files are left out. */
export function readMultipartFields(contentType: string | null, body: Uint8Array): JsonObject | null {
  const boundary = /^multipart\/form-data;.*?boundary=(?:"([^"]{1,200})"|([^;\s]{1,200}))/i.exec(
    contentType ?? '',
  );
  if (boundary === null || body.length === 0) return null;
  const delimiter = Buffer.from(`--${boundary[1] ?? boundary[2] ?? ''}`);
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  const fields: JsonObject = {};
  let at = bytes.indexOf(delimiter);
  for (let parts = 0; at !== -1 && parts < MAX_PARTS; parts += 1) {
    const next = bytes.indexOf(delimiter, at + delimiter.length);
    // What has no end was cut off.
    if (next !== -1) addField(fields, bytes.subarray(at + delimiter.length, next));
    at = next;
  }
  return fields;
}

function addField(fields: JsonObject, part: Buffer): void {
  const end = part.indexOf(HEADERS_END);
  if (end === -1 || end > MAX_VALUE) return;
  const headers = part.toString('utf8', 0, end);
  const name = /\bname="([^"]{1,100})"/i.exec(headers)?.[1];
  if (name === undefined || name === '__proto__' || /\bfilename\*?=/i.test(headers)) return;
  const value = part.subarray(end + HEADERS_END.length);
  fields[name] = value.toString('utf8', 0, Math.min(value.length, MAX_VALUE)).replace(/\r?\n$/, '');
}
