import type { IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { readDirectives } from './directives.ts';
import type { Provider } from './provider-shape.ts';
import { isObject, ProviderRefusal, textOf, type Call, type Json } from './reply.ts';

/** Bodies beyond this are counted and dropped; their model and stream flag are looked for at their beginning. */
const maxParsedBytes = 32 * 1024 * 1024;

export interface ReadBody {
  bytes: Buffer;
  /** Length on the wire. */
  length: number;
}

export async function readBody(request: IncomingMessage): Promise<ReadBody> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= maxParsedBytes) chunks.push(chunk);
  }
  return {
    bytes: chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks),
    length,
  };
}

/** Which provider a request means: Anthropic's SDK always says so in its headers. */
export function providerOf(request: IncomingMessage): Provider {
  const { url = '', headers } = request;
  return headers['anthropic-version'] !== undefined || /\/v1\/messages(?:[/?]|$)/.test(url)
    ? 'anthropic'
    : 'openai';
}

/** Puts a request into the handlers' form. Throws ProviderRefusal. */
export function readCall(request: IncomingMessage, body: ReadBody): Call {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const contentType = request.headers['content-type'] ?? '';
  const bytes = decoded(body.bytes, request.headers['content-encoding']);
  const parsed =
    /^multipart\//i.test(contentType) || bytes.length === 0
      ? {}
      : parse(bytes, body.length > body.bytes.length);
  let directives;
  try {
    directives = readDirectives(request.headers, textOf(parsed['model']));
  } catch (error) {
    throw new ProviderRefusal(400, error instanceof Error ? error.message : String(error));
  }
  return {
    method: request.method ?? 'GET',
    route: routeOf(url.pathname),
    search: url.searchParams,
    body: parsed,
    bytes,
    contentType,
    directives,
  };
}

/** `/v1/x`, `/any/base/v1/x` and Azure's `/openai/deployments/{name}/x` are all `x`. */
function routeOf(path: string): string {
  const deployment = /\/deployments\/[^/]+\/(.+)$/.exec(path)?.[1];
  if (deployment !== undefined) return deployment;
  const at = path.lastIndexOf('/v1/');
  const route = at === -1 ? path.slice(1) : path.slice(at + 4);
  // Where providers put OpenAI's API beside their own.
  return route.replace(/^(?:v1beta\/)?openai\//, '').replace(/\/$/, '');
}

function parse(bytes: Buffer, cut: boolean): Json {
  if (cut) {
    const start = bytes.subarray(0, 65_536).toString('utf8');
    const model = /"model"\s*:\s*"([^"]+)"/.exec(start)?.[1] ?? 'unknown';
    const stream = /"stream"\s*:\s*true/.test(start);
    return {
      model,
      stream,
      max_tokens: 1024,
      input: 'large',
      messages: [{ role: 'user', content: 'large' }],
    };
  }
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (isObject(value)) return value;
  } catch {
    // Said below, as for anything that isn't an object.
  }
  throw new ProviderRefusal(400, 'We could not parse the JSON body of your request.');
}

function decoded(bytes: Buffer, encoding: string | undefined): Buffer {
  try {
    if (encoding === 'gzip') return gunzipSync(bytes);
    if (encoding === 'br') return brotliDecompressSync(bytes);
    return encoding === 'deflate' ? inflateSync(bytes) : bytes;
  } catch {
    throw new ProviderRefusal(400, `The body is not valid ${encoding}.`);
  }
}
