import { createHash } from 'node:crypto';
import { APIError, isAPIError } from 'better-auth/api';
import type { DbClient } from '@heliograph/db/client';
import { consumeRateLimit } from '@heliograph/services/rate-limit/consume';
import { releaseRateLimit } from '@heliograph/services/rate-limit/release';
import { resetRateLimit } from '@heliograph/services/rate-limit/reset';
import type { Env } from '../../env.ts';
import { ipBucket } from '../http/client-ip.ts';

/**
 * Bounds guessing: failed log-ins per e-mail, which no change of address gets round, and per address, which bounds
 * trying one password on many e-mails. Each attempt is counted before the password is looked at, so that attempts at the
 * same moment can't slip through together, and taken back if it didn't fail. Kept in the database, so it holds across processes.
 */
export function createThrottle(db: DbClient, limits: Env['authLimits']) {
  const { windowSeconds } = limits;

  const consume = async (key: string, max: number, message: (wait: string) => string): Promise<void> => {
    const decision = await consumeRateLimit(db, key, { max, windowSeconds });
    if (decision.allowed) return;
    const seconds = decision.retryAfterSeconds;
    throw new APIError(
      'TOO_MANY_REQUESTS',
      { code: 'TOO_MANY_REQUESTS', message: message(describeWait(seconds)) },
      { 'retry-after': String(seconds) },
    );
  };

  return {
    beforeSignUp: async (headers: Headers | undefined): Promise<void> => {
      await consume(
        `sign-up:ip:${bucketOf(headers)}`,
        limits.signUpsPerIp,
        (wait) => `Too many accounts were made from your network. Try again in ${wait}.`,
      );
    },

    beforeSignIn: async (headers: Headers | undefined, body: unknown): Promise<void> => {
      const message = (wait: string): string => `Too many failed log-ins. Try again in ${wait}.`;
      await consume(failuresByIp(headers), limits.failedSignInsPerIp, message);
      const byEmail = failuresByEmail(body);
      if (byEmail !== null) await consume(byEmail, limits.failedSignInsPerEmail, message);
    },

    /** `returned` is what Better Auth answers: an APIError where it refuses. */
    afterSignIn: async (headers: Headers | undefined, body: unknown, returned: unknown): Promise<void> => {
      const refused = isAPIError(returned);
      if (refused && returned.statusCode === 401) return;
      await releaseRateLimit(db, failuresByIp(headers));
      const byEmail = failuresByEmail(body);
      if (byEmail !== null) await (refused ? releaseRateLimit(db, byEmail) : resetRateLimit(db, byEmail));
    },
  };
}

/** The handler in front has left one trusted address, or none, in this header. */
function bucketOf(headers: Headers | undefined): string {
  return ipBucket(headers?.get('x-forwarded-for') ?? null);
}

function failuresByIp(headers: Headers | undefined): string {
  return `sign-in:ip:${bucketOf(headers)}`;
}

/** Hashed, so that the table doesn't list who tries to sign in; null where no e-mail was sent. */
function failuresByEmail(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('email' in body) || typeof body.email !== 'string')
    return null;
  return `sign-in:email:${createHash('sha256').update(body.email.trim().toLowerCase()).digest('hex')}`;
}

function describeWait(seconds: number): string {
  if (seconds <= 90) return `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
