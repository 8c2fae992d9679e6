import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import { headerValue } from '../respond/header-value.ts';

/** The fingerprint of the provider key that a request carries (headers as name, value, …); null where it carries none. */
export type Fingerprint = (headers: readonly string[], authHeader: string) => string | null;

/** Where providers look for their keys, in the order in which it is asked for after the provider's own. */
const KEY_HEADERS = ['authorization', 'x-api-key', 'api-key', 'x-goog-api-key'];
const DIGITS = 32;
/** Keys whose fingerprint is kept at hand: few send most requests, and each costs as much as the rest of the record. */
const MAX_KNOWN = 1_000;

/**
 * Makes fingerprints with a key derived from `secret`: equal for equal provider keys, useless for finding one out
 * or for confirming a guess without the secret.
 */
export function createFingerprint(secret: string): Fingerprint {
  const key = createSecretKey(deriveKey(secret, 'provider key fingerprint'));
  const known = new Map<string, string>();
  return (headers, authHeader) => {
    const sent = sentKey(headers, authHeader);
    if (sent === null) return null;
    let fingerprint = known.get(sent);
    if (fingerprint === undefined) {
      fingerprint = createHmac('sha256', key).update(sent).digest('hex').slice(0, DIGITS);
      if (known.size >= MAX_KNOWN) known.clear();
      known.set(sent, fingerprint);
    }
    return fingerprint;
  };
}

/** The header in which Google takes the key that may stand in the query as well. */
export const QUERY_KEY_HEADER = 'x-goog-api-key';

/** The key in a query (`?key=…`, as Google's clients send it) as the header that it could have been; none where there is none. */
export function keyOfQuery(query: string): string[] {
  const key = query.includes('key=') ? new URLSearchParams(query).get('key') : null;
  return key === null ? [] : [QUERY_KEY_HEADER, key];
}

/** 32 bytes for one purpose, from which neither the secret nor those for another one can be told. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `heliograph ${purpose}`, 32));
}

/** The same key counts as the same whichever header carries it. */
function sentKey(headers: readonly string[], authHeader: string): string | null {
  for (const name of [authHeader, ...KEY_HEADERS]) {
    const value = headerValue(headers, name)
      ?.replace(/^Bearer +/i, '')
      .trim();
    // A signature differs with every request; whose it is says the access key id.
    const signer = value === undefined ? null : /^AWS4-\S+ +Credential=([^/,\s]+)\//.exec(value);
    if (signer?.[1] !== undefined) return signer[1];
    if (value !== undefined && value !== '') return value;
  }
  return null;
}
