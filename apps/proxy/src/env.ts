import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { providers } from '@heliograph/providers/registry';

const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an http:// or https:// URL' });
const redisUrl = z.string().regex(/^rediss?:\/\//, 'expected a redis:// URL');
const milliseconds = z.coerce.number().int().min(1).max(2_147_483_647);
const bytes = z.coerce.number().int().min(0);
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

function isOrigin(text: string): boolean {
  return text === '*' || (URL.canParse(text) && new URL(text).origin === text);
}

const envSchema = z.object({
  PROXY_PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  HOST: z.string().default('127.0.0.1'),
  /** Processes that share the port; 1 is a single one without a primary above it. */
  PROXY_WORKERS: z.coerce.number().int().min(1).max(256).default(availableParallelism()),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'expected a postgres:// URL'),
  REDIS_URL: redisUrl,
  /** For what isn't a queue; may evict. The same as REDIS_URL unless set. */
  CACHE_REDIS_URL: redisUrl.optional(),
  /** How long a request waits for a Redis that says nothing, before it goes on without cache and limits. */
  CACHE_REDIS_SILENCE_MS: milliseconds.default(50),
  /** Longest answer that the cache keeps, bytes. */
  CACHE_MAX_ENTRY_BYTES: bytes.max(64 * 1024 ** 2).default(5 * 1024 ** 2),
  /** Of an organization's answers in the cache, with what Redis needs to find them; beyond it the least recently used go. */
  CACHE_MAX_BYTES_PER_ORGANIZATION: bytes.default(256 * 1024 ** 2),
  /** An OpenAI-compatible endpoint for the semantic cache, with or without /embeddings at its end. */
  EMBEDDINGS_URL: httpUrl.optional(),
  EMBEDDINGS_MODEL: z.string().min(1).optional(),
  EMBEDDINGS_API_KEY: z.string().min(1).optional(),
  /** How long a request waits for its vector, before it goes on without the semantic cache. */
  EMBEDDINGS_TIMEOUT_MS: milliseconds.default(300),
  SPOOL_DIR: z.string().min(1).default('.heliograph/data/spool'),
  /** Of all workers together. */
  SPOOL_MAX_BYTES: bytes.default(2 * 1024 ** 3),
  /** 0 leaves it to the operating system. */
  SPOOL_FSYNC_MS: z.coerce.number().int().min(0).default(1000),
  DEMO_PROVIDER_URL: httpUrl.optional(),
  MAX_BODY_BYTES: bytes.default(100 * 1024 ** 2),
  /** Of one body. A record of two such must fit into a job, and a job into a value of Redis (512 MB). */
  CAPTURE_MAX_BYTES: bytes.max(128 * 1024 ** 2).default(10 * 1024 ** 2),
  UPSTREAM_CONNECT_TIMEOUT_MS: milliseconds.default(5_000),
  UPSTREAM_HEADERS_TIMEOUT_MS: milliseconds.default(600_000),
  UPSTREAM_IDLE_TIMEOUT_MS: milliseconds.default(300_000),
  /** For a client to send its request's headers, and for all of a request with its body. */
  CLIENT_HEADERS_TIMEOUT_MS: milliseconds.default(30_000),
  CLIENT_REQUEST_TIMEOUT_MS: milliseconds.default(900_000),
  ALLOW_PRIVATE_UPSTREAMS: flag.default(false),
  /** Secret of the fingerprints of provider keys; without it one is derived from DATABASE_URL. */
  FINGERPRINT_SECRET: z.string().min(16, 'expected at least 16 characters').optional(),
  /** Web pages that may call the proxy from a browser: origins, or `*`. */
  CORS_ORIGINS: z
    .string()
    .transform((list) => list.split(',').map((origin) => origin.trim()))
    .refine((origins) => origins.every(isOrigin), 'expected origins such as https://app.example.com, or *')
    .default([]),
  HEADER_POLICY: z.enum(['strict', 'lenient']).default('strict'),
  /** How long it goes on accepting after it was told to stop, while /readyz says so already. */
  DRAIN_DELAY_SECONDS: z.coerce.number().min(0).default(0),
  DRAIN_SECONDS: z.coerce.number().min(0).default(30),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

const COMPATIBLE = /^OPENAI_COMPATIBLE_([A-Z0-9_]+)_BASE_URL$/;

export type Env = z.infer<typeof envSchema> & {
  /** `<PROVIDER>_BASE_URL`, by provider key. */
  baseUrls: Record<string, string>;
  /** `OPENAI_COMPATIBLE_<NAME>_BASE_URL`, by name as it stands in paths. */
  compatible: Record<string, string>;
};

export interface EmbeddingsSettings {
  url: string;
  model: string;
  apiKey: string | null;
  /** Longest wait of a look-up. */
  patienceMs: number;
  /** Where it serves the requests to one origin alone. */
  onlyFor: string | null;
}

/**
 * The embeddings endpoint of the semantic cache; null where URL or model isn't set. The demo provider has one of its own,
 * which compares words and spelling: it is good for its own answers and no others.
 */
export function embeddingsOf(env: Env): EmbeddingsSettings | null {
  const { EMBEDDINGS_URL: url, EMBEDDINGS_MODEL: model, EMBEDDINGS_API_KEY: apiKey } = env;
  const patienceMs = env.EMBEDDINGS_TIMEOUT_MS;
  if (url !== undefined && model !== undefined)
    return { url, model, apiKey: apiKey ?? null, patienceMs, onlyFor: null };
  const demo = env.DEMO_PROVIDER_URL;
  if (demo === undefined || url !== undefined) return null;
  return {
    url: `${demo.replace(/\/+$/, '')}/v1`,
    model: 'demo',
    apiKey: null,
    patienceMs,
    onlyFor: new URL(demo).origin,
  };
}

/** Reads and checks the environment. Throws an Error which names every faulty variable and what was expected. */
export function readEnv(source: Record<string, string | undefined>): Env {
  // An empty line in a .env file means: not set.
  const set = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = envSchema.safeParse(set);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${describeIssue(issue, set)}`);
  const url = (name: string): string | undefined => {
    const value = set[name];
    if (value === undefined) return undefined;
    if (!httpUrl.safeParse(value).success) problems.push(`${name}: expected an http:// or https:// URL`);
    return value;
  };
  const baseUrls: Record<string, string> = {};
  for (const { key } of providers) {
    const value = url(`${key.toUpperCase()}_BASE_URL`);
    if (value !== undefined) baseUrls[key] = value;
  }
  const compatible: Record<string, string> = {};
  for (const name of Object.keys(set)) {
    const key = COMPATIBLE.exec(name)?.[1]?.toLowerCase().replaceAll('_', '-');
    if (key === undefined) continue;
    if (['v1', 'demo', ...providers.map((provider) => provider.key)].includes(key)) {
      problems.push(`${name}: the name ${key} is taken`);
    }
    compatible[key] = url(name) ?? '';
  }
  if (!parsed.success || problems.length > 0) {
    throw new Error(
      `The proxy can't start; correct these settings:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    );
  }
  return { ...parsed.data, baseUrls, compatible };
}

function describeIssue(issue: z.core.$ZodIssue, set: Record<string, string | undefined>): string {
  const missing = issue.path.length === 1 && set[String(issue.path[0])] === undefined;
  return missing ? 'is not set' : issue.message;
}

export function readProcessEnv(): Env {
  return readEnv(process.env);
}
