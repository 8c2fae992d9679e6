import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { StreamFailure } from '@heliograph/providers/stream-failure';
import { headerValue } from '../../respond/header-value.ts';
import type { CallEnd } from '../call-end.ts';
import { mayPass } from './may-pass.ts';
import { readWaitHint } from './read-wait-hint.ts';

/** What is to be known of a call that failed before the client saw anything of it. */
export interface Failure {
  /** The provider's, or what stands for it: 502 for one that can't be reached, 504 for one that doesn't answer. */
  status: number;
  /** Whether the same call may succeed later. */
  mayPass: boolean;
  /** Whether a provider has said so, so that nothing was carried out. */
  answered: boolean;
  /** False where nothing of the call can have reached the provider. */
  sent: boolean;
  quotaUsedUp: boolean;
  /** How long the provider asks to be left alone, ms. */
  hintMs: number | null;
  /** In a few words. */
  what: string;
}

/** What was held back of an answer. */
export interface HeldFacts {
  status: number;
  headers: readonly string[];
  body: Buffer;
  failure: StreamFailure | null;
}

/** Of a body that says what is the matter. */
const MAX_TEXT_BYTES = 256 * 1024;

/** What a call means that ended without an answer; null where we refused it ourselves, as we would the next one. */
export function failureOfError({ error, attempts }: CallEnd): Failure | null {
  if (error?.code.startsWith('upstream_') !== true) return null;
  return {
    status: error.status,
    mayPass: true,
    answered: false,
    sent: attempts.at(-1)?.sent ?? false,
    quotaUsedUp: false,
    hintMs: null,
    what: WORDS[error.code] ?? 'no answer',
  };
}

const WORDS: Readonly<Record<string, string>> = {
  upstream_timeout: 'no answer in time',
  upstream_unreachable: 'not reached',
  upstream_invalid_response: 'broken answer',
};

/** What an answer means that was held back. `now` is in ms since the epoch. */
export function failureOfAnswer({ status: own, headers, body, failure }: HeldFacts, now: number): Failure {
  const status = failure?.status ?? own;
  const quotaUsedUp = status === 429 && textOf(headers, body).includes('insufficient_quota');
  // As the official SDKs read it; a gateway there has used up its own retries.
  const refused = headerValue(headers, 'x-should-retry')?.trim().toLowerCase() === 'false';
  const said = failure === null ? `status ${own}` : `${failure.type} in the stream`;
  return {
    status,
    mayPass: mayPass(status) && !refused,
    answered: true,
    sent: true,
    quotaUsedUp,
    hintMs: readWaitHint(status, headers, now),
    what: quotaUsedUp ? 'quota used up' : said,
  };
}

function textOf(headers: readonly string[], body: Buffer): string {
  try {
    return decompress(headerValue(headers, 'content-encoding')?.trim().toLowerCase(), body).toString(
      'latin1',
    );
  } catch {
    return '';
  }
}

function decompress(encoding: string | undefined, body: Buffer): Buffer {
  const limit = { maxOutputLength: MAX_TEXT_BYTES };
  if (encoding === 'gzip' || encoding === 'x-gzip') return gunzipSync(body, limit);
  if (encoding === 'br') return brotliDecompressSync(body, limit);
  return encoding === 'deflate' ? inflateSync(body, limit) : body;
}
