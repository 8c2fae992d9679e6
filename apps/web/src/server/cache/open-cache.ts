import { once } from 'node:events';
import type { Logger } from 'pino';
import { HeliographError } from '@heliograph/contracts/error-codes';

/** Which answers go. */
interface PurgeTarget {
  key?: string | undefined;
  seed?: string | undefined;
  model?: string | undefined;
}

/** The proxies' cache, as far as the dashboard is concerned. Throws `service_unavailable` where its Redis is away. */
export interface Cache {
  occupancy(organizationId: string): Promise<{ entries: number; bytes: number }>;
  /** Removes answers; gives how many. */
  purge(organizationId: string, target: PurgeTarget): Promise<number>;
  close(): Promise<void>;
}

/** How long a page waits for a connection, and for an answer, ms. */
const PATIENCE_MS = 2_000;

/** Connects at the first use; everything but the cache's page works without it. */
export function openCache({ cacheRedisUrl }: { cacheRedisUrl: string }, log: Logger): Cache {
  let opened: ReturnType<typeof open> | null = null;

  async function open() {
    const load = await loadPackages();
    const redis = load.cacheConnection(cacheRedisUrl, PATIENCE_MS);
    redis.on('error', (error: Error) => log.debug({ reason: error.message }, 'Cache Redis'));
    return { ...load, redis };
  }
  type Opened = Awaited<ReturnType<typeof open>>;

  async function use<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
    opened ??= open();
    const tools = await opened;
    const { redis } = tools;
    try {
      if (redis.status !== 'ready') await once(redis, 'ready', { signal: AbortSignal.timeout(PATIENCE_MS) });
      return await work(tools);
    } catch (cause) {
      throw new HeliographError(
        'service_unavailable',
        'The cache (Redis) is not answering. Requests go to their providers meanwhile; try again in a moment.',
        { cause },
      );
    }
  }

  return {
    occupancy: (organizationId) => use(({ redis, readOccupancy }) => readOccupancy(redis, organizationId)),
    purge: (organizationId, target) =>
      use(({ redis, purgeAnswers }) => purgeAnswers(redis, organizationId, target)),
    async close() {
      if (opened !== null) (await opened).redis.disconnect();
    },
  };
}

/** Not bundled, like all that speaks to Redis: it is loaded from where it lies. */
async function loadPackages() {
  const [connection, occupancy, purge] = await Promise.all([
    import(/* turbopackIgnore: true */ '@heliograph/queue/connection'),
    import(/* turbopackIgnore: true */ '@heliograph/cache/read-occupancy'),
    import(/* turbopackIgnore: true */ '@heliograph/cache/purge-answers'),
  ]);
  return { ...connection, ...occupancy, ...purge };
}
