/** What header fields are made of, on the way in and out. */

/** A field's name (RFC 9110 §5.6.2). */
export const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** What may stand in a field's value (RFC 9110 §5.5); so neither CR, LF nor NUL. */
export const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** A Content-Length that still is an exact number. */
export const LENGTH = /^\d{1,15}$/;

/** A field's value without the blanks around it. */
export function trim(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
