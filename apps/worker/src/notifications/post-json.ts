import { HeliographError } from '@heliograph/contracts/error-codes';
import { guardedConnector } from '@heliograph/outbound/guarded-connector';
import { Agent, errors, request } from 'undici';
import { judgeAnswer, type Verdict } from './judge-answer.ts';

export interface HttpCall {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Whether the operator named the server, not a user. */
  isTrusted: boolean;
}

export interface TryResult {
  verdict: Verdict;
  /** The HTTP or SMTP status; null where there was no answer. */
  status: number | null;
  /** The beginning of the answer. */
  answer: string | null;
}

export interface Poster {
  /** Posts once, follows no redirect, and never rejects. */
  post(call: HttpCall): Promise<TryResult>;
  close(): Promise<void>;
}

const CONNECT_MS = 5_000;
/** For all of a call. */
const DEADLINE_MS = 10_000;
/** Kept of an answer, in bytes: enough for an error message. */
const ANSWER_BYTES = 2_048;

/** Posts to servers of users, which must be public unless `allowPrivate`, and to those of the operator. */
export function createPoster(allowPrivate: boolean, deadlineMs = DEADLINE_MS): Poster {
  // As many connections as it takes: all organizations share a chat's origin, and one that hangs mustn't use them up.
  const settings = { keepAliveTimeout: 4_000, maxHeaderSize: 16 * 1024 };
  const open = new Agent({ ...settings, connect: { timeout: CONNECT_MS } });
  const guarded = allowPrivate
    ? open
    : new Agent({ ...settings, connect: guardedConnector({ timeout: CONNECT_MS }) });
  return {
    async post({ url, headers, body, isTrusted }) {
      try {
        const answer = await request(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'user-agent': 'Heliograph', ...headers },
          body,
          dispatcher: isTrusted ? open : guarded,
          signal: AbortSignal.timeout(deadlineMs),
        });
        const retryAfter = answer.headers['retry-after'];
        const verdict = judgeAnswer(
          answer.statusCode,
          typeof retryAfter === 'string' ? retryAfter : undefined,
          Date.now(),
        );
        return { verdict, status: answer.statusCode, answer: await readBeginning(answer.body) };
      } catch (error) {
        return { verdict: judgeFailure(error, deadlineMs), status: null, answer: null };
      }
    },
    async close() {
      await Promise.all([open.destroy(), guarded.destroy()]);
    },
  };
}

/** The first bytes of a body as text; the status stands whatever becomes of the rest. */
async function readBeginning(body: AsyncIterable<Buffer> & { destroy(): void }): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= ANSWER_BYTES) break;
    }
  } catch {
    // What came is enough.
  }
  body.destroy();
  const text = Buffer.concat(chunks).subarray(0, ANSWER_BYTES).toString('utf8').trim();
  // Postgres keeps no NUL in JSON.
  return text === '' ? null : text.replaceAll('\0', '\uFFFD');
}

function judgeFailure(error: unknown, deadlineMs: number): Verdict {
  if (error instanceof HeliographError && error.code === 'target_not_allowed')
    return { outcome: 'dead', error: error.message };
  return { outcome: 'retry', error: describe(error, deadlineMs), askedMs: null };
}

/** For people, without the URL, which may be a secret. */
function describe(error: unknown, deadlineMs: number): string {
  if (!(error instanceof Error)) return 'The call failed';
  if (error.name === 'TimeoutError') return `The server did not answer within ${deadlineMs / 1_000} s`;
  if (error instanceof errors.ConnectTimeoutError) return 'The server could not be reached in time';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return `The server could not be reached (${code})`;
}
