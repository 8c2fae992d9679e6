import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Logger } from 'pino';
import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import { queryRequests } from '@heliograph/clickhouse/requests-query';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Filter } from '@heliograph/contracts/filter';
import type { StoredListener } from '@heliograph/queue/live-requests';
import { type LiveEvent, LiveFeed } from './live-feed.ts';

/** Ms between two reads of one feed. */
const READ_EVERY_MS = 250;
/** How long Redis may take to be there, ms. */
const PATIENCE_MS = 2_000;
/** How long a feed is kept that nobody looks at, for those who come back, ms. */
const KEPT_MS = 30_000;

/** What is watched. */
interface LiveScope {
  organizationId: string;
  filter: Filter | undefined;
}

export interface Live {
  /**
   * Tells `viewer` of requests that match, from now on and after `lastId`. Throws `service_unavailable` where Redis, by
   * which workers tell of them, is away. Call what it gives to end that.
   */
  watch(scope: LiveScope, viewer: (event: LiveEvent) => void, lastId: string | null): Promise<() => void>;
  close(): void;
}

/** Connects at the first use. One connection and one read serve all who look at the same. */
export function openLive(
  { clickHouse, redisUrl }: { clickHouse: ClickHouseClient; redisUrl: string },
  log: Logger,
): Live {
  const organizations = new Map<string, Map<string, LiveFeed>>();
  let opened: Promise<{ listener: StoredListener; ready: () => Promise<void>; end: () => void }> | null =
    null;

  async function connect() {
    const [{ workerConnection }, { listenToStored }] = await Promise.all([
      // Its native parts can't be bundled: it is loaded from where it lies.
      import(/* turbopackIgnore: true */ '@heliograph/queue/connection'),
      import(/* turbopackIgnore: true */ '@heliograph/queue/live-requests'),
    ]);
    const redis = workerConnection(redisUrl);
    redis.on('error', (error: Error) => log.debug({ reason: error.message }, 'Redis'));
    const listener = listenToStored(redis, {
      onStored: (organizationId, { requests, more }) => {
        for (const feed of organizations.get(organizationId)?.values() ?? [])
          if (more) feed.reset();
          else feed.note(requests);
      },
      onGap: () => {
        for (const feeds of organizations.values()) for (const feed of feeds.values()) feed.reset();
      },
    });
    const ready = async (): Promise<void> => {
      if (redis.status === 'ready') return;
      try {
        await once(redis, 'ready', { signal: AbortSignal.timeout(PATIENCE_MS) });
      } catch (cause) {
        throw new HeliographError(
          'service_unavailable',
          'New requests can’t be told now: Redis is not answering. Ask for the list again instead.',
          { cause },
        );
      }
    };
    return { listener, ready, end: () => redis.disconnect() };
  }

  function feedOf({ organizationId, filter }: LiveScope): { feed: LiveFeed; key: string } {
    const feeds = organizations.get(organizationId) ?? new Map<string, LiveFeed>();
    organizations.set(organizationId, feeds);
    const key = JSON.stringify(filter ?? null);
    const feed =
      feeds.get(key) ??
      new LiveFeed(
        {
          everyMs: READ_EVERY_MS,
          read: (pending) => readPending(clickHouse, { organizationId, filter }, pending),
        },
        randomUUID().slice(0, 8),
      );
    feeds.set(key, feed);
    return { feed, key };
  }

  return {
    async watch(scope, viewer, lastId) {
      opened ??= connect();
      const { listener, ready } = await opened;
      await ready();
      await listener.listen(scope.organizationId);
      const { feed, key } = feedOf(scope);
      const leave = feed.watch(viewer, lastId);
      return () => {
        leave();
        setTimeout(() => {
          const feeds = organizations.get(scope.organizationId);
          if (feed.isWatched || feeds?.get(key) !== feed) return;
          feed.close();
          feeds.delete(key);
          if (feeds.size > 0) return;
          organizations.delete(scope.organizationId);
          listener.forget(scope.organizationId);
        }, KEPT_MS).unref();
      };
    },
    close() {
      for (const feeds of organizations.values()) for (const feed of feeds.values()) feed.close();
      organizations.clear();
      void opened?.then(({ end }) => end());
    },
  };
}

/** Of the requests that were stored, those that match, as the list shows them. */
async function readPending(
  clickHouse: ClickHouseClient,
  { organizationId, filter }: LiveScope,
  pending: ReadonlyMap<string, number>,
) {
  const times = [...pending.values()];
  const isOne: Filter = { field: 'id', operator: 'in', value: [...pending.keys()] };
  const { items } = await queryRequests(clickHouse, {
    organizationId,
    from: new Date(Math.min(...times)),
    to: new Date(Math.max(...times) + 1),
    filter: filter === undefined ? isOne : { and: [isOne, filter] },
    limit: pending.size,
  });
  return items;
}
