import type { ControlHeaders } from '@heliograph/headers/header-table';
import type { Route } from '@heliograph/providers/match-route';
import { peekJson, spanIs } from '../body/peek-json.ts';
import type { RequestBody } from '../body/read-body.ts';

/** What the cache is to do for a request. */
export interface CachePlan {
  read: boolean;
  save: boolean;
  ttlMs: number;
  /** Longest age of an answer that may be served, ms; null where any will do. */
  maxAgeMs: number | null;
  /** How many different answers are kept for the same request. */
  bucketSize: number;
  /** Most entries of the organization and seed; null for no limit. */
  capacity: number | null;
  seed: string;
  ignoreKeys: readonly (readonly string[])[];
  /** False where not even a hash of the body may be logged. */
  logsKey: boolean;
  body: Buffer;
}

export type CacheDecision = { plan: CachePlan; warning: string | null } | { plan: null; warning: string };

const DEFAULT_TTL_MS = 7 * 86_400_000;
/** What Helicone allows; up to there a bucket's size means variety. */
const MAX_VARIETY = 20;
/** Calls that compute an answer, among those whose format is not read. */
const COMPUTING_PATH =
  /(?:\/(?:moderations|count_tokens|input_tokens|classify|score|api\/(?:chat|generate|embed|embeddings)|generate|embed)|:(?:countTokens|computeTokens))$/;

/** Whether the caller wants the cache to have a part in the request: all that a request without it is asked. */
export function wantsCache({ cacheEnabled, cacheRead, cacheSave, cacheSemantic }: ControlHeaders): boolean {
  return cacheEnabled || cacheRead === true || cacheSave === true || cacheSemantic !== false;
}

/** What the cache does for a request that wants it; `warning` says what it can't do. */
export function planCaching(
  control: ControlHeaders,
  route: Pick<Route, 'apiFormat' | 'path'>,
  method: string,
  { content }: RequestBody,
): CacheDecision {
  if (method !== 'POST' || !computesAnswer(route)) {
    return refused('only POSTs that compute an answer are, such as /v1/chat/completions');
  }
  if (!Buffer.isBuffer(content)) {
    return refused('the request body is longer than 8 MB, or was sent without its length');
  }
  if (hasEffects(route, content)) return refused('the call has effects beyond its answer');
  const { cacheEnabled, cacheRead, cacheSave, cacheControl } = control;
  const { maxAgeSeconds, noStore, noCache } = cacheControl;
  const size = control.cacheBucketMaxSize ?? 1;
  const mode = control.cacheBucketMode ?? (size > MAX_VARIETY ? 'capacity' : 'variety');
  const omits = control.omitRequest || control.omitResponse;
  const wantsSave = (cacheSave ?? cacheEnabled) && !noStore && maxAgeSeconds !== 0;
  const plan: CachePlan = {
    read: (cacheRead ?? cacheEnabled) && !noCache && maxAgeSeconds !== 0,
    save: wantsSave && !omits,
    ttlMs: maxAgeSeconds === null ? DEFAULT_TTL_MS : maxAgeSeconds * 1000,
    maxAgeMs: maxAgeSeconds === null ? null : maxAgeSeconds * 1000,
    bucketSize: mode === 'variety' ? size : 1,
    capacity: mode === 'capacity' ? size : null,
    seed: control.cacheSeed ?? '',
    ignoreKeys: control.cacheIgnoreKeys,
    logsKey: !control.omitRequest,
    body: content,
  };
  const warning =
    wantsSave && omits ? 'the answer is not kept in the cache: its bodies are to be written nowhere' : null;
  return { plan, warning };
}

function refused(why: string): CacheDecision {
  return { plan: null, warning: `not cached: ${why}` };
}

function computesAnswer({ apiFormat, path }: Pick<Route, 'apiFormat' | 'path'>): boolean {
  return apiFormat === 'other' ? COMPUTING_PATH.test(path) : apiFormat !== 'openai-realtime';
}

/** Responses API: a conversation is added to, and what runs in the background has no answer yet. */
function hasEffects({ apiFormat }: Pick<Route, 'apiFormat'>, body: Buffer): boolean {
  if (apiFormat !== 'openai-responses') return false;
  const fields = peekJson(body, ['background', 'conversation'])?.fields;
  const set = (field: 'background' | 'conversation', unset: string): boolean => {
    const span = fields?.[field];
    return span !== undefined && !spanIs(body, span, unset) && !spanIs(body, span, 'null');
  };
  return set('background', 'false') || set('conversation', 'null');
}
