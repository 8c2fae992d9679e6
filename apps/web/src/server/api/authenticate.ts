import { HeliographError } from '@heliograph/contracts/error-codes';
import type { DbClient } from '@heliograph/db/client';
import { hashApiKey, isApiKeyShaped } from '@heliograph/services/api-key/key-format';
import { recordApiKeyUse } from '@heliograph/services/api-key/record-use';
import { resolveApiKey } from '@heliograph/services/api-key/resolve';
import type { Actor } from '@heliograph/services/context';
import type { Auth } from '../auth/auth.ts';
import { isCrossSiteWrite } from '../http/cross-site.ts';

export interface Caller {
  actor: Actor;
  /** The person at the dashboard; null for an API key. */
  user: { id: string; name: string; email: string } | null;
  organization: { id: string; name: string; slug: string };
  /** Cookies that keep the person's session alive, to go with the answer. */
  setCookies: string[];
}

export interface AuthenticateDependencies {
  db: DbClient;
  auth: Auth;
  trustedOrigins: readonly string[];
}

const HOW = 'Send the header "Authorization: Bearer sk-helicone-…", or sign in to the dashboard.';
const organizationFields = { id: true, name: true, slug: true } as const;

/**
 * Who is calling: a Bearer key where an Authorization header is sent, else the session of the cookie.
 * Throws HeliographError 401 with a code of its own for each way in which a key or session is no good, 403 for a write
 * with a cookie from a page of another site.
 */
export async function authenticate(
  request: Request,
  dependencies: AuthenticateDependencies,
): Promise<Caller> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) return callerOfApiKey(authorization, dependencies.db);
  if (isCrossSiteWrite(request, dependencies.trustedOrigins)) {
    throw new HeliographError(
      'forbidden',
      'This was sent from a page of another site. Use the dashboard, or an API key.',
    );
  }
  return callerOfSession(request, dependencies);
}

async function callerOfApiKey(authorization: string, db: DbClient): Promise<Caller> {
  const key = /^bearer\s+(\S+)$/i.exec(authorization.trim())?.[1];
  if (key === undefined || !isApiKeyShaped(key)) {
    throw new HeliographError(
      'malformed_api_key',
      `The Authorization header holds no Heliograph API key. ${HOW}`,
    );
  }
  const resolved = await resolveApiKey(db, hashApiKey(key));
  if (resolved === null) {
    throw new HeliographError(
      'invalid_api_key',
      'There is no such API key. Create one in the dashboard under API keys.',
    );
  }
  const { apiKeyId, organizationId, status, lastUsedAt, expiresAt } = resolved;
  if (status === 'revoked') {
    throw new HeliographError(
      'revoked_api_key',
      'This API key was revoked. Create a new one in the dashboard under API keys.',
    );
  }
  if (expiresAt !== null && expiresAt.getTime() <= Date.now()) {
    throw new HeliographError(
      'expired_api_key',
      `This API key expired on ${expiresAt.toISOString()}. Create a new one in the dashboard under API keys, or give this one more time there.`,
    );
  }
  const organization = await db.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: organizationFields,
  });
  await recordApiKeyUse(db, { apiKeyId, lastUsedAt, usedAt: new Date() });
  return { actor: { type: 'api_key', organizationId, apiKeyId }, user: null, organization, setCookies: [] };
}

async function callerOfSession(request: Request, { db, auth }: AuthenticateDependencies): Promise<Caller> {
  const { headers, response: current } = await readSession(request, auth);
  if (current === null) {
    if (request.headers.get('cookie')?.includes('heliograph.session_token') === true) {
      throw new HeliographError('unauthenticated', 'Your session has ended. Sign in again.');
    }
    throw new HeliographError('missing_api_key', `This call needs an API key or a session. ${HOW}`);
  }
  const { user, session } = current;
  const membership =
    (await findMembership(db, user.id, session.activeOrganizationId ?? null)) ??
    (await findMembership(db, user.id, null));
  if (membership === null) {
    throw new HeliographError(
      'forbidden',
      'You belong to no organization any more. Sign in again to get one of your own.',
    );
  }
  const { role, organization } = membership;
  return {
    actor: { type: 'user', organizationId: organization.id, userId: user.id, role },
    user: { id: user.id, name: user.name, email: user.email },
    organization,
    setCookies: headers.getSetCookie(),
  };
}

/** Better Auth hides why a look-up failed, which is only ever the database. */
async function readSession(request: Request, auth: Auth) {
  try {
    return await auth.api.getSession({ headers: request.headers, returnHeaders: true });
  } catch (cause) {
    throw new HeliographError(
      'service_unavailable',
      'Your session can not be looked up now. Try again in a moment.',
      { cause },
    );
  }
}

/** The person's place in one organization, or in the first they joined. */
async function findMembership(db: DbClient, userId: string, organizationId: string | null) {
  return db.member.findFirst({
    where: { userId, ...(organizationId === null ? {} : { organizationId }) },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { role: true, organization: { select: organizationFields } },
  });
}
