import type { Readable } from 'node:stream';
import { peekJson } from '../../body/peek-json.ts';

/**
 * The body with other values for some keys of its object, every other byte as it was. Undefined where it can't be
 * changed: it isn't there whole, is no JSON object, or names one of the keys twice.
 */
export function editBody(
  body: Buffer | Readable | null,
  changes: Readonly<Record<string, unknown>>,
): Buffer | Readable | null | undefined {
  const names = Object.keys(changes);
  if (names.length === 0) return body;
  const peek = Buffer.isBuffer(body) ? peekJson(body, names) : null;
  if (peek === null || !Buffer.isBuffer(body)) return undefined;
  const pieces: Buffer[] = [];
  const added: string[] = [];
  const found = names.flatMap((name) => {
    const span = peek.fields[name];
    if (span === undefined) added.push(`${JSON.stringify(name)}:${JSON.stringify(changes[name])}`);
    return span === undefined ? [] : [{ ...span, text: JSON.stringify(changes[name]) }];
  });
  pieces.push(body.subarray(0, peek.inside));
  if (added.length > 0) pieces.push(Buffer.from(added.join(',') + (peek.empty ? '' : ',')));
  let at = peek.inside;
  for (const { start, end, text } of found.sort((a, b) => a.start - b.start)) {
    pieces.push(body.subarray(at, start), Buffer.from(text));
    at = end;
  }
  pieces.push(body.subarray(at));
  return Buffer.concat(pieces);
}

/** The model that a JSON body names; null where it names none. */
export function modelOfBody(body: Buffer | Readable | null): string | null {
  if (!Buffer.isBuffer(body)) return null;
  const span = peekJson(body, ['model'])?.fields.model;
  if (span === undefined) return null;
  try {
    const model: unknown = JSON.parse(body.toString('utf8', span.start, span.end));
    return typeof model === 'string' ? model : null;
  } catch {
    return null;
  }
}
