import { randomUUID } from 'node:crypto';
import type { DependencyCheck } from '@heliograph/admin/admin-app';
import { listenForApiKeyChanges } from '@heliograph/db/api-key-changes';
import { createDbClient } from '@heliograph/db/client';
import { createRouter, type Router } from '@heliograph/providers/match-route';
import { cacheConnection, producerConnection } from '@heliograph/queue/connection';
import { createExpiringKeys } from '@heliograph/queue/expiring-keys';
import { createIngestQueue, enqueueRecords } from '@heliograph/queue/ingest-queue';
import { createIngestionFacts } from '@heliograph/queue/ingestion-facts';
import { createQueueRoom } from '@heliograph/queue/queue-room';
import { recordApiKeyUse } from '@heliograph/services/api-key/record-use';
import { resolveApiKey } from '@heliograph/services/api-key/resolve';
import type { Logger } from 'pino';
import { createCacheMetrics } from './admin/cache-metrics.ts';
import { createMetrics, type ProxyMetrics } from './admin/metrics.ts';
import { createSemanticMetrics } from './admin/semantic-metrics.ts';
import { createKeyDirectory, type KeyDirectory } from './authenticate/key-directory.ts';
import { createKeyUse, type KeyUse } from './authenticate/key-use.ts';
import { createLookupBudget } from './authenticate/lookup-budget.ts';
import { createOrganizationDirectory } from './authenticate/organization-directory.ts';
import { readOrganization, resolveCaller } from './authenticate/resolve-caller.ts';
import type { AnswerCache } from './cache/answer-cache.ts';
import { openCache } from './cache/open-cache.ts';
import { createFingerprint, deriveKey, type Fingerprint } from './capture/fingerprint.ts';
import { openCapture } from './capture/open-capture.ts';
import type { Spool } from './capture/spool.ts';
import { startTellingSpool } from './capture/tell-spool.ts';
import type { HeaderPolicy } from './control-headers/check-headers.ts';
import { type Cors, createCors } from './cors/cors.ts';
import { createUpstreamPools, type UpstreamPools } from './dispatch/upstream-pools.ts';
import { embeddingsOf, type Env } from './env.ts';
import { createLimiter, type Limiter } from './limits/limiter.ts';
import { createUsageRefusals, type UsageRefusals } from './stream-usage/usage-refusals.ts';
import { createTrafficRedis, type TrafficRedis } from './traffic-redis.ts';

/** Everything a request needs, built once. */
export interface ProxyContext {
  settings: { maxBodyBytes: number; captureMaxBytes: number; headerPolicy: HeaderPolicy };
  router: Router;
  keys: KeyDirectory;
  keyUse: KeyUse;
  /** For the steps of a request: fails early. */
  redis: TrafficRedis;
  cache: AnswerCache;
  limiter: Limiter;
  upstreams: UpstreamPools;
  usageRefusals: UsageRefusals;
  cors: Cors;
  spool: Spool;
  fingerprint: Fingerprint;
  /** Name of this installation in Via, by which it knows its own requests again. */
  hop: string;
  metrics: ProxyMetrics;
  checks: Record<string, DependencyCheck>;
  log: Logger;
  /** Takes over the log records of processes that died. Never rejects. */
  adoptLeftovers(): Promise<void>;
  /** Ships the spool until `deadlineAt` (ms since the epoch) and ends all connections. */
  close(deadlineAt: number): Promise<void>;
}

const MAX_KEYS = 50_000;
const MAX_USAGE_REFUSALS = 1_000;
const KEY_REFRESH_MS = 60_000;
const UNKNOWN_KEY_TTL_MS = 10_000;
const LOOKUPS = { concurrent: 16, burst: 1000, perSecond: 200 };
/** Of one process, and of all workers together: Postgres allows 100 unless told otherwise. */
const DB_CONNECTIONS = 4;
const ALL_DB_CONNECTIONS = 16;
/** TrafficRedis has its own, much shorter patience; this only ends what was long given up. */
const TRAFFIC_COMMAND_TIMEOUT_MS = 60_000;

/** Builds the clients. Postgres and Redis may be away; rejects only where the spool's folder can't be made. */
export async function createContext(env: Env, log: Logger): Promise<ProxyContext> {
  const maxConnections = Math.max(
    1,
    Math.min(DB_CONNECTIONS, Math.floor(ALL_DB_CONNECTIONS / env.PROXY_WORKERS)),
  );
  const db = createDbClient(env.DATABASE_URL, { maxConnections });
  const redis = producerConnection(env.REDIS_URL);
  redis.on('error', (error) => log.debug({ err: error }, 'Redis'));
  const queue = createIngestQueue(redis);
  queue.on('error', (error) => log.debug({ err: error }, 'Ingest queue'));
  const checkRoom = createQueueRoom(redis, queue);
  const cacheRedis = cacheConnection(env.CACHE_REDIS_URL ?? env.REDIS_URL);
  const trafficRedis = cacheConnection(env.CACHE_REDIS_URL ?? env.REDIS_URL, TRAFFIC_COMMAND_TIMEOUT_MS);
  for (const connection of [cacheRedis, trafficRedis])
    connection.on('error', (error) => log.debug({ err: error }, 'Cache Redis'));

  const traffic = createTrafficRedis(trafficRedis, env.CACHE_REDIS_SILENCE_MS);
  const capture = await openCapture({
    directory: env.SPOOL_DIR,
    maxBytes: Math.floor(env.SPOOL_MAX_BYTES / env.PROXY_WORKERS),
    fsyncMs: env.SPOOL_FSYNC_MS,
    send: async (batch) => {
      await checkRoom();
      await enqueueRecords(queue, batch);
    },
    onShipped: (records) => metrics.recordsShipped(records),
    log,
  });
  const { spool } = capture;
  const telling = startTellingSpool(
    createIngestionFacts(createExpiringKeys(cacheRedis)),
    randomUUID(),
    spool.stats,
  );
  const metrics = createMetrics(spool.stats, (now) => upstreams.health(now));
  const cache = openCache({
    redis: traffic,
    url: env.CACHE_REDIS_URL ?? env.REDIS_URL,
    maxEntryBytes: env.CACHE_MAX_ENTRY_BYTES,
    maxBytesPerOrganization: env.CACHE_MAX_BYTES_PER_ORGANIZATION,
    metrics: createCacheMetrics(metrics.registry),
    semanticMetrics: createSemanticMetrics(metrics.registry),
    embeddings: embeddingsOf(env),
    log,
  });
  const organizations = createOrganizationDirectory(
    (id) => readOrganization(db, id),
    () => performance.now(),
  );
  const keys = createKeyDirectory({
    resolve: (hash) => resolveCaller(db, organizations, hash),
    budget: createLookupBudget(LOOKUPS),
    maxEntries: MAX_KEYS,
    refreshAfterMs: KEY_REFRESH_MS,
    negativeTtlMs: UNKNOWN_KEY_TTL_MS,
    now: () => performance.now(),
  });
  // The first look-up connects and prepares its query, which takes as long as a hundred others: not a caller's time.
  void resolveApiKey(db, 'warm-up').catch(() => undefined);
  const keyUse = createKeyUse(
    (apiKeyId, usedAt) => recordApiKeyUse(db, { apiKeyId, usedAt, lastUsedAt: null }),
    log,
  );
  let hearing = true;
  const changes = listenForApiKeyChanges(env.DATABASE_URL, {
    onChange: keys.forget,
    onOrganizationChange: organizations.refresh,
    onResync: () => {
      hearing = true;
      keys.distrustAll();
      organizations.refreshAll();
    },
    onError: (error) => {
      if (hearing) log.warn({ err: error }, 'Postgres is away; known API keys go on from memory');
      hearing = false;
    },
  });
  const upstreams = createUpstreamPools(
    {
      connectMs: env.UPSTREAM_CONNECT_TIMEOUT_MS,
      headersMs: env.UPSTREAM_HEADERS_TIMEOUT_MS,
      idleMs: env.UPSTREAM_IDLE_TIMEOUT_MS,
    },
    env.ALLOW_PRIVATE_UPSTREAMS,
  );

  const limiter = createLimiter({
    redis: traffic,
    onLimited: metrics.requestLimited,
    onUnchecked: metrics.limitsUnchecked,
  });

  // Without a secret of its own: one that all processes of an installation share and outsiders don't know.
  const secret = env.FINGERPRINT_SECRET ?? env.DATABASE_URL;

  return {
    settings: {
      maxBodyBytes: env.MAX_BODY_BYTES,
      captureMaxBytes: env.CAPTURE_MAX_BYTES,
      headerPolicy: env.HEADER_POLICY,
    },
    router: createRouter({
      baseUrls: env.baseUrls,
      compatible: env.compatible,
      demoBaseUrl: env.DEMO_PROVIDER_URL,
    }),
    keys,
    keyUse,
    redis: traffic,
    cache: cache.answers,
    limiter,
    upstreams,
    cors: createCors(env.CORS_ORIGINS),
    usageRefusals: createUsageRefusals(MAX_USAGE_REFUSALS),
    spool,
    fingerprint: createFingerprint(secret),
    hop: `heliograph-${deriveKey(secret, 'hop').toString('hex', 0, 6)}`,
    metrics,
    checks: {
      postgres: async () => (await db.$queryRaw`SELECT 1`) !== null,
      redis: async () => (await redis.ping()) === 'PONG',
      spool: () => Promise.resolve(spool.stats().diskOk),
    },
    log,
    adoptLeftovers: capture.adopt,
    async close(deadlineAt) {
      await upstreams.close();
      await capture.close(deadlineAt);
      await Promise.allSettled([changes.close(), keyUse.close(), telling.close()]);
      await queue.close().catch(() => undefined);
      redis.disconnect();
      cacheRedis.disconnect();
      limiter.close();
      trafficRedis.disconnect();
      cache.close();
      await db.$disconnect();
    },
  };
}
