import { z } from 'zod';
import { encryptionKeysSchema } from '@heliograph/services/secrets/secret-box';

const redisUrl = z.string().regex(/^rediss?:\/\//, 'expected a redis:// URL');

const baseUrl = z
  .url({ protocol: /^https?$/, error: 'expected an http:// or https:// URL' })
  .transform((url) => url.replace(/\/+$/, ''));

const envSchema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'expected a postgres:// URL' }),
  REDIS_URL: redisUrl,
  /** For what isn't a queue; may evict. The same as REDIS_URL unless set. */
  CACHE_REDIS_URL: redisUrl.optional(),
  CLICKHOUSE_URL: z.url({
    protocol: /^https?$/,
    error: 'expected a URL such as http://user:password@host:8123/heliograph',
  }),
  /** Where files of exports are written; the dashboard has to reach the same folder. */
  EXPORT_DIR: z.string().min(1).default('.heliograph/data/exports'),
  /** Where people open the dashboard: for links in notifications. */
  WEB_URL: baseUrl.default('http://localhost:3000'),
  /** Of the secrets of notification channels, the one to encrypt with first. */
  ENCRYPTION_KEYS: encryptionKeysSchema.optional(),
  /** The mail server for notifications, and whom they are from; both or none. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'expected smtp://user:password@host:587 or smtps://…')
    .optional(),
  SMTP_FROM: z
    .string()
    .includes('@', 'expected an address such as Heliograph <alerts@example.com>')
    .optional(),
  /** Other addresses of vendors' APIs, such as a gateway's. */
  PAGERDUTY_EVENTS_URL: baseUrl.optional(),
  OPSGENIE_API_URL: baseUrl.optional(),
  /** Whether channels may lead to private addresses, as targets of the proxy may. */
  ALLOW_PRIVATE_UPSTREAMS: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .default(false),
  /** How long a minute of alert rules is, ms: shorter where one wants to see them fire sooner, in tests and demonstrations. */
  ALERTS_MINUTE_MS: z.coerce.number().int().min(1_000).max(60_000).default(60_000),
  WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(8788),
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});
export type Env = z.infer<typeof envSchema>;

/** Reads and checks the environment. Throws an Error that names every faulty variable and what was expected. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  // An empty line in a .env file means: not set.
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = envSchema.safeParse(set);
  if (parsed.success && (set.SMTP_URL === undefined) !== (set.SMTP_FROM === undefined))
    throw new Error("The worker can't start: SMTP_URL and SMTP_FROM are set together or not at all.");
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const name = issue.path.join('.');
    return `  ${name}: ${set[name] === undefined ? 'is not set' : issue.message}`;
  });
  throw new Error(`The worker can't start; correct these settings:\n${problems.join('\n')}`);
}
