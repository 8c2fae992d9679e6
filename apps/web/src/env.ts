import path from 'node:path';
import { z } from 'zod';
import { encryptionKeysSchema } from '@heliograph/services/secrets/secret-box';
import { HeliographError } from '@heliograph/contracts/error-codes';

/** How long a page or a call of the API waits for a connection to Postgres, ms: a rush is slow rather than refused. */
export const DB_WAIT_MS = 30_000;

const count = (fallback: number) => z.coerce.number().int().min(1).default(fallback);
const baseUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

const redisUrl = z.url({ protocol: /^rediss?$/, error: 'must be a redis:// URL' });

const envSchema = z
  .object({
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }),
    CLICKHOUSE_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s):// URL' }),
    CLICKHOUSE_SQL_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s):// URL' }).optional(),
    REDIS_URL: redisUrl.default('redis://127.0.0.1:6379'),
    CACHE_REDIS_URL: redisUrl.optional(),
    CACHE_MAX_BYTES_PER_ORGANIZATION: count(256 * 1024 ** 2),
    BETTER_AUTH_SECRET: z
      .string({ error: 'must be set: 32 random characters or more, e.g. from `openssl rand -base64 32`' })
      .min(32, 'must have 32 characters or more, e.g. from `openssl rand -base64 32`'),
    ENCRYPTION_KEYS: encryptionKeysSchema.optional(),
    SMTP_URL: z.string().optional(),
    ALLOW_PRIVATE_UPSTREAMS: z.enum(['true', 'false']).default('false'),
    EXPORT_DIR: z.string().min(1).default('.heliograph/data/exports'),
    WEB_PORT: z.coerce.number().int().min(1).max(65535).default(3000),
    WEB_URL: baseUrl.optional(),
    PROXY_URL: baseUrl.default('http://localhost:8787'),
    DEMO_PROVIDER_URL: baseUrl.optional(),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    TRUSTED_PROXIES: count(1),
    AUTH_LIMIT_WINDOW_SECONDS: count(600),
    AUTH_MAX_FAILED_SIGN_INS_PER_EMAIL: count(10),
    AUTH_MAX_FAILED_SIGN_INS_PER_IP: count(50),
    AUTH_MAX_SIGN_UPS_PER_IP: count(200),
  })
  .transform((env) => ({
    databaseUrl: env.DATABASE_URL,
    clickHouseUrl: env.CLICKHOUSE_URL,
    /** Where statements of the SQL page run: as a user that can only read, where the server has one. */
    clickHouseSqlUrl: env.CLICKHOUSE_SQL_URL ?? env.CLICKHOUSE_URL,
    /** The Redis of the ingest queue, and the one where processes tell of themselves. */
    redisUrl: env.REDIS_URL,
    cacheRedisUrl: env.CACHE_REDIS_URL ?? env.REDIS_URL,
    /** The proxy's setting, to be shown. */
    cacheMaxBytes: env.CACHE_MAX_BYTES_PER_ORGANIZATION,
    /** Of the secrets of notification channels; null: none can be kept. */
    encryptionKeys: env.ENCRYPTION_KEYS ?? null,
    /** Whether the worker has a mail server. */
    hasMail: env.SMTP_URL !== undefined,
    /** Whether channels may lead to private addresses. */
    allowPrivate: env.ALLOW_PRIVATE_UPSTREAMS === 'true',
    authSecret: env.BETTER_AUTH_SECRET,
    /** Where the worker writes the files of exports. */
    exportDirectory: path.resolve(env.EXPORT_DIR),
    /** Where people open the dashboard; no slash at the end. */
    webUrl: env.WEB_URL ?? `http://localhost:${env.WEB_PORT}`,
    proxyUrl: env.PROXY_URL,
    /** Whether the proxy has its /demo route to the fake provider. */
    hasDemoProvider: env.DEMO_PROVIDER_URL !== undefined,
    logLevel: env.LOG_LEVEL,
    /** Reverse proxies in front of us that each append to X-Forwarded-For. */
    trustedProxies: env.TRUSTED_PROXIES,
    authLimits: {
      windowSeconds: env.AUTH_LIMIT_WINDOW_SECONDS,
      failedSignInsPerEmail: env.AUTH_MAX_FAILED_SIGN_INS_PER_EMAIL,
      failedSignInsPerIp: env.AUTH_MAX_FAILED_SIGN_INS_PER_IP,
      signUpsPerIp: env.AUTH_MAX_SIGN_UPS_PER_IP,
    },
  }));

export type Env = z.output<typeof envSchema>;

/** Reads the settings, empty ones as if unset. Throws HeliographError `invalid_request` naming every setting that is wrong. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = envSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new HeliographError(
    'invalid_request',
    `Settings are missing or wrong: ${problems.join('; ')}. See .env.example.`,
  );
}

/** The settings of this process. Called at run time only, so that a build needs none. */
export function readEnv(): Env {
  return parseEnv(process.env);
}

/** Whether this is `next dev`. */
export const isDevelopment = process.env.NODE_ENV === 'development';
