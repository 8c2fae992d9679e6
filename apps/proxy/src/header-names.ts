import { isControlHeader } from '@heliograph/headers/parse-headers';

/** What a header's name alone says about it. */
export interface HeaderName {
  lower: string;
  /** One of ours: never leaves the proxy. */
  isControl: boolean;
  /** Not sent on to a provider. */
  notToProvider: boolean;
  /** Not sent on to a client. */
  notToClient: boolean;
  /** May be kept in a log. */
  isHarmless: boolean;
}

/** Hop-by-hop in both directions (RFC 9110 §7.6.1); who sends a message on frames it anew. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
/** What the call writes itself, the client's address and its cookies for us. */
const NOT_TO_PROVIDER = new Set([
  ...HOP_BY_HOP,
  'proxy-authorization',
  'expect',
  'host',
  'content-length',
  'cookie',
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-forwarded-server',
  'x-real-ip',
  'true-client-ip',
  'cf-connecting-ip',
]);
const NOT_TO_CLIENT = new Set(HOP_BY_HOP);
/** Parts of names under which credentials travel: x-api-key, x-goog-api-key, x-amz-security-token, …; browsers' subprotocols */
const SUSPICIOUS =
  /key|token|secret|auth|credential|password|passwd|session|signature|jwt|cookie|^sec-websocket-protocol$/;
/** Names that only look so: rate limits and Bedrock's usage speak of tokens. */
const HARMLESS = /^(x-ratelimit-|anthropic-ratelimit-|x-amzn-bedrock-.*-token-count$)/;

const known = new Map<string, HeaderName>();
/** The same few hundred names come again and again; made-up ones are not to fill the memory. */
const MAX_KNOWN = 2_000;
const MAX_KNOWN_LENGTH = 64;

/** Judges a name as sent, in any case. */
export function headerName(name: string): HeaderName {
  const found = known.get(name);
  if (found !== undefined) return found;
  const lower = name.toLowerCase();
  const isControl = isControlHeader(name);
  const judged: HeaderName = {
    lower,
    isControl,
    notToProvider: NOT_TO_PROVIDER.has(lower),
    notToClient: NOT_TO_CLIENT.has(lower) || isControl,
    isHarmless: !isControl && (!SUSPICIOUS.test(lower) || HARMLESS.test(lower)),
  };
  if (name.length <= MAX_KNOWN_LENGTH && known.size < MAX_KNOWN) known.set(name, judged);
  return judged;
}
