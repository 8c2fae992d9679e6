import { randomUUID } from 'node:crypto';
import { createAnswerStore } from '@heliograph/cache/answer-store';
import { cacheConnection } from '@heliograph/queue/connection';
import type { Logger } from 'pino';
import type { CacheMetrics } from '../admin/cache-metrics.ts';
import type { TrafficRedis } from '../traffic-redis.ts';
import { type AnswerCache, createAnswerCache } from './answer-cache.ts';
import { createFlightBoard } from './flight-board.ts';

export interface OpenCacheOptions {
  /** For look-ups, on the request's way. */
  redis: TrafficRedis;
  /** Of the same Redis, for what nobody's answer waits for. */
  url: string;
  maxEntryBytes: number;
  maxBytesPerOrganization: number;
  metrics: CacheMetrics;
  log: Logger;
}

/** How long others wait for a process that says nothing any more before one of them takes over, ms. */
const LOCK_MS = 5_000;
/** Large answers may take a while to be written, ms. */
const WRITE_TIMEOUT_MS = 5_000;

/** Opens the cache of this process. Redis may be away. */
export function openCache(options: OpenCacheOptions): { answers: AnswerCache; close(): void } {
  const { redis, url, maxEntryBytes, maxBytesPerOrganization, metrics, log } = options;
  // Begins with the process's number, so that an operator who finds it in Redis knows whose it is.
  const processId = `${process.pid}-${randomUUID()}`;
  const writer = cacheConnection(url, WRITE_TIMEOUT_MS);
  const listener = cacheConnection(url, WRITE_TIMEOUT_MS);
  for (const connection of [writer, listener])
    connection.on('error', (error) => log.debug({ err: error }, 'Cache Redis'));
  const store = createAnswerStore({
    writer,
    processId,
    budgetBytes: maxBytesPerOrganization,
    lockMs: LOCK_MS,
  });
  const board = createFlightBoard({ store, listener, processId, lockMs: LOCK_MS });
  return {
    answers: createAnswerCache({ redis, store, board, maxEntryBytes, metrics, log }),
    close() {
      board.close();
      writer.disconnect();
      listener.disconnect();
    },
  };
}
