import { HeliographError } from '@heliograph/contracts/error-codes';

/** Bytes of the largest body that is read; the API's own inputs are a few kilobytes. */
const MAX_BODY_BYTES = 1_000_000;
/** How deep JSON may nest; whoever walks it recursively is safe then. */
const MAX_DEPTH = 64;

/**
 * The body as text of JSON, '' where there is none. The declared content type is not asked: only JSON is understood.
 * Throws HeliographError `body_too_large`, or `invalid_request` where it is no JSON, nests too deeply or holds a NUL.
 */
export async function readJsonBody(request: Request): Promise<string> {
  const text = new TextDecoder().decode(await readBytes(request));
  if (text.trim() === '') return '';
  try {
    JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it does not parse';
    throw new HeliographError('invalid_request', `The body is not valid JSON: ${reason}`);
  }
  if (nestsDeeperThan(text, MAX_DEPTH)) {
    throw new HeliographError('invalid_request', `The body nests more than ${MAX_DEPTH} levels deep.`);
  }
  if (text.includes('\\u0000') && holdsNul(text)) {
    throw new HeliographError(
      'invalid_request',
      'The body holds a NUL character (\\u0000), which Postgres can not store.',
    );
  }
  return text;
}

/** The body as bytes. Throws HeliographError `body_too_large`, as soon as it is known. */
export async function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > MAX_BODY_BYTES) {
      throw new HeliographError(
        'body_too_large',
        `The body has more than ${MAX_BODY_BYTES} bytes, which is the most there can be.`,
      );
    }
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

function holdsNul(json: string): boolean {
  let found = false;
  JSON.parse(json, (key, value: unknown) => {
    found ||= key.includes('\0') || (typeof value === 'string' && value.includes('\0'));
    return value;
  });
  return found;
}

function nestsDeeperThan(json: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < json.length; i++) {
    const character = json[i];
    if (inString) {
      if (character === '\\') i++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      if (++depth > limit) return true;
    } else if (character === '}' || character === ']') depth--;
  }
  return false;
}
