import { isControlHeader } from '@heliograph/headers/parse-headers';

const NEVER_KEPT = new Set([
  'authorization',
  'proxy-authorization',
  'proxy-authenticate',
  'www-authenticate',
  'cookie',
  'set-cookie',
  'set-cookie2',
]);
/** Parts of names under which credentials travel: x-api-key, api-key, x-goog-api-key, x-amz-security-token, … */
const SUSPICIOUS = /key|token|secret|auth|credential|password|passwd|session|signature|jwt|cookie/i;
/** Names that only look so: rate limits and Bedrock's usage speak of tokens. */
const HARMLESS = /^(x-ratelimit-|anthropic-ratelimit-|x-amzn-bedrock-.*-token-count$)/i;
const MAX_VALUE = 4_096;

/** The headers (name, value, …) that may be kept in a log: no credentials, no cookies, none of ours. */
export function redactHeaders(headers: readonly string[]): [string, string][] {
  const kept: [string, string][] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] ?? '';
    const value = headers[i + 1] ?? '';
    if (NEVER_KEPT.has(name.toLowerCase()) || isControlHeader(name)) continue;
    if (SUSPICIOUS.test(name) && !HARMLESS.test(name)) continue;
    kept.push([name, value.length > MAX_VALUE ? value.slice(0, MAX_VALUE) : value]);
  }
  return kept;
}
