import { createHash } from 'node:crypto';
import type { Exchange } from '../capture/build-record.ts';
import { headerValue } from '../respond/header-value.ts';
import { canonicalJson } from './canonical-json.ts';

/** Changes with whatever makes old keys mean something else. */
const VERSION = 1;
/** Headers that change what is answered; no credentials, nothing that differs from call to call. */
const ANSWER_HEADERS = [
  'anthropic-version',
  'anthropic-beta',
  'openai-beta',
  'x-amzn-bedrock-accept',
  'x-amzn-bedrock-guardrailidentifier',
  'x-amzn-bedrock-guardrailversion',
  'x-amzn-bedrock-performanceconfig-latency',
];
/** Parameters of a query under which credentials travel. */
const CREDENTIAL =
  /^(?:(?:x-)?(?:goog-)?api[-_]?key|key|(?:access[-_]?)?token|authorization|secret|subscription-key|sig|signature|x-amz-.*)$/i;

export interface KeyOptions {
  seed: string;
  /** Paths of body keys that make no difference. */
  ignoreKeys: readonly (readonly string[])[];
  body: Buffer;
}

/**
 * 64 hex digits that are the same for requests with the same answer: a hash over organization, provider and its server,
 * method, path, query without credentials, the headers that change an answer, seed and body. A JSON body counts by what
 * it says; a form by its parts, whatever its boundary; any other by its bytes.
 */
export function cacheKey(
  { incoming, route, caller }: Pick<Exchange, 'incoming' | 'route'> & { caller: { organizationId: string } },
  { seed, ignoreKeys, body }: KeyOptions,
): string {
  const { rest } = incoming.headers;
  const json = canonicalJson(body, ignoreKeys);
  const contentType = json === null ? (headerValue(rest, 'content-type') ?? '') : 'application/json';
  const boundary = json === null ? boundaryOf(contentType) : null;
  const head = [
    VERSION,
    caller.organizationId,
    route.provider.key,
    route.origin,
    incoming.method,
    route.path,
    queryWithoutCredentials(incoming.target.query),
    ANSWER_HEADERS.map((name) => headerValue(rest, name)),
    headerValue(rest, 'accept')?.toLowerCase().includes('text/event-stream') === true,
    seed,
    boundary === null ? contentType : 'multipart',
    json === null ? headerValue(rest, 'content-encoding') : null,
  ];
  const hash = createHash('sha256').update(JSON.stringify(head)).update('\n');
  if (json !== null) hash.update(json);
  else for (const piece of piecesBetween(body, boundary)) hash.update(`${piece.length}:`).update(piece);
  return hash.digest('hex');
}

function queryWithoutCredentials(query: string): string[][] {
  if (query === '') return [];
  const kept = [...new URLSearchParams(query)].filter(([name]) => !CREDENTIAL.test(name));
  return kept.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function boundaryOf(contentType: string): string | null {
  const [, quoted, plain] = /^multipart\/[^;]+;.*\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? [];
  return quoted ?? plain ?? null;
}

/** What stands between the delimiters of a form; clients make a new one up for each request. */
function piecesBetween(body: Buffer, boundary: string | null): Buffer[] {
  if (boundary === null) return [body];
  const delimiter = Buffer.from(`--${boundary}`, 'latin1');
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = body.indexOf(delimiter); at !== -1; at = body.indexOf(delimiter, from)) {
    pieces.push(body.subarray(from, at));
    from = at + delimiter.length;
  }
  pieces.push(body.subarray(from));
  return pieces;
}
