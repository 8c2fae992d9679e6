import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { createAuthMiddleware } from 'better-auth/api';
import { organization } from 'better-auth/plugins/organization';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import type { DbClient } from '@heliograph/db/client';
import { ensureOrganizationForUser } from '@heliograph/services/organization/ensure-for-user';
import type { Env } from '../../env.ts';
import { describeError } from '../http/error-response.ts';
import { ownOrigins } from '../http/cross-site.ts';
import { checkSignUp, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './check-sign-up.ts';
import { createSharedTransaction } from './shared-transaction.ts';
import { createThrottle } from './throttle.ts';

export interface AuthDependencies {
  env: Env;
  log: Logger;
  db: DbClient;
}

const SESSION_SECONDS = 30 * 24 * 3600;

/** Sign-up, sign-in and organizations. Whoever signs up owns an organization, made in the same transaction. */
export function createAuth({ env, log, db }: AuthDependencies) {
  const throttle = createThrottle(db, env.authLimits);
  const shared = createSharedTransaction(db);

  const activeOrganizationOf = async (userId: string): Promise<string> => {
    const { organizationId } = await shared.run(async (tx) => {
      const user = await tx.user.findUniqueOrThrow({
        where: { id: userId },
        select: { id: true, name: true },
      });
      return ensureOrganizationForUser(tx, user);
    });
    return organizationId;
  };

  return betterAuth({
    appName: 'Heliograph',
    baseURL: env.webUrl,
    basePath: '/api/auth',
    secret: env.authSecret,
    trustedOrigins: ownOrigins(env.webUrl),
    database: prismaAdapter(shared.client, { provider: 'postgresql', transaction: true }),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    session: { expiresIn: SESSION_SECONDS, updateAge: 24 * 3600 },
    plugins: [organization({ disableOrganizationDeletion: true })],
    hooks: {
      before: createAuthMiddleware(async (ctx) => {
        if (ctx.path === '/sign-up/email') {
          await throttle.beforeSignUp(ctx.headers);
          return { context: { body: { ...ctx.body, ...checkSignUp(ctx.body) } } };
        }
        if (ctx.path === '/sign-in/email') await throttle.beforeSignIn(ctx.headers, ctx.body);
        return undefined;
      }),
      after: createAuthMiddleware(async (ctx) => {
        if (ctx.path === '/sign-in/email') {
          await throttle.afterSignIn(ctx.headers, ctx.body, ctx.context.returned);
        }
      }),
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => ({
            data: { ...session, activeOrganizationId: await activeOrganizationOf(session.userId) },
          }),
        },
      },
    },
    // Ours counts failures per e-mail as well; theirs only calls per address, which a caller can forge.
    rateLimit: { enabled: false },
    // What isn't an answer of theirs comes out as it was thrown; createAuthHandler words it.
    onAPIError: { throw: true },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: 'heliograph',
      database: { generateId: () => uuidv7() },
      // isCrossSiteWrite has looked at every request before it comes here.
      disableCSRFCheck: true,
    },
    logger: {
      level: 'error',
      log: (level, message, ...details) => {
        log[level]({ details: details.map((detail) => describeError(detail)) }, `auth: ${message}`);
      },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;
