import { z } from 'zod';

const redisUrl = z.string().regex(/^rediss?:\/\//, 'expected a redis:// URL');

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
  WEB_URL: z
    .url({ protocol: /^https?$/, error: 'expected an http:// or https:// URL' })
    .transform((url) => url.replace(/\/+$/, ''))
    .default('http://localhost:3000'),
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
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const name = issue.path.join('.');
    return `  ${name}: ${set[name] === undefined ? 'is not set' : issue.message}`;
  });
  throw new Error(`The worker can't start; correct these settings:\n${problems.join('\n')}`);
}
