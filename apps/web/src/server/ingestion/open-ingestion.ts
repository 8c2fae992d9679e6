import { once } from 'node:events';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { DeadLetters, LetterOwner } from '@heliograph/queue/dead-letters';
import type { IngestionFacts } from '@heliograph/queue/ingestion-facts';
import type { QueueDepth } from '@heliograph/queue/queue-depth';
import type { RedisMemory } from '@heliograph/queue/redis-memory';

/** What lies between proxies and workers. */
export interface IngestionClients {
  deadLetters: DeadLetters;
  facts: IngestionFacts;
  depth(): Promise<QueueDepth>;
  memory(): Promise<RedisMemory & { mayEvict: boolean }>;
  /** False where the owner has no such letter. */
  replay(owner: LetterOwner, id: string): Promise<boolean>;
}

export interface Ingestion {
  /** Runs something on the queue. Throws HeliographError `service_unavailable` where Redis is away; other errors pass. */
  use<T>(work: (clients: IngestionClients) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** How long a page waits for a connection, and for an answer of the cache's Redis, ms. */
const PATIENCE_MS = 2_000;

/** Connects at the first use; everything but the ingestion page works without Redis. */
export function openIngestion(urls: { redisUrl: string; cacheRedisUrl: string }, log: Logger): Ingestion {
  let opened: ReturnType<typeof open> | null = null;

  async function open() {
    const load = await loadQueuePackage();
    const redis = load.producerConnection(urls.redisUrl);
    const cacheRedis = load.cacheConnection(urls.cacheRedisUrl, PATIENCE_MS);
    const queue = load.createIngestQueue(redis);
    for (const source of [redis, cacheRedis, queue]) {
      source.on('error', (error: Error) => log.debug({ reason: error.message }, 'Redis'));
    }
    const deadLetters = load.createDeadLetters(redis);
    const clients: IngestionClients = {
      deadLetters,
      facts: load.createIngestionFacts(load.createExpiringKeys(cacheRedis)),
      depth: () => load.readQueueDepth(redis, queue),
      memory: async () => {
        const memory = await load.readRedisMemory(redis);
        return { ...memory, mayEvict: load.mayEvict(memory) };
      },
      replay: (owner, id) => load.replayDeadLetter({ deadLetters, queue }, owner, id),
    };
    return { clients, queue, connections: [redis, cacheRedis] };
  }

  return {
    async use(work) {
      opened ??= open();
      const { clients, connections } = await opened;
      try {
        await Promise.all(connections.map(untilReady));
        return await work(clients);
      } catch (cause) {
        if (cause instanceof HeliographError || connections.every(({ status }) => status === 'ready'))
          throw cause;
        throw new HeliographError(
          'service_unavailable',
          'The queue (Redis) is not answering. Requests go on being recorded and wait in the spools of the proxies; try again in a moment.',
          { cause },
        );
      }
    },
    async close() {
      if (opened === null) return;
      const { queue, connections } = await opened;
      await queue.close().catch(() => undefined);
      for (const connection of connections) connection.disconnect();
    },
  };
}

/** Its native parts can't be bundled: it is loaded from where it lies. */
async function loadQueuePackage() {
  const parts = await Promise.all([
    import(/* turbopackIgnore: true */ '@heliograph/queue/connection'),
    import(/* turbopackIgnore: true */ '@heliograph/queue/dead-letters'),
    import(/* turbopackIgnore: true */ '@heliograph/queue/expiring-keys'),
    import(/* turbopackIgnore: true */ '@heliograph/queue/ingest-queue'),
    import(/* turbopackIgnore: true */ '@heliograph/queue/ingestion-facts'),
    import(/* turbopackIgnore: true */ '@heliograph/queue/queue-depth'),
    import(/* turbopackIgnore: true */ '@heliograph/queue/redis-memory'),
    import(/* turbopackIgnore: true */ '@heliograph/queue/replay-dead-letter'),
  ]);
  const [connection, deadLetters, keys, queue, facts, depth, memory, replay] = parts;
  return { ...connection, ...deadLetters, ...keys, ...queue, ...facts, ...depth, ...memory, ...replay };
}

async function untilReady(redis: Redis): Promise<void> {
  if (redis.status === 'ready') return;
  await once(redis, 'ready', { signal: AbortSignal.timeout(PATIENCE_MS) });
}
