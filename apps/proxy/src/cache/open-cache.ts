import { randomUUID } from 'node:crypto';
import { createAnswerStore } from '@heliograph/cache/answer-store';
import { createQuestionIndex } from '@heliograph/cache/question-index';
import { cacheConnection } from '@heliograph/queue/connection';
import type { Logger } from 'pino';
import type { CacheMetrics } from '../admin/cache-metrics.ts';
import type { SemanticMetrics } from '../admin/semantic-metrics.ts';
import type { EmbeddingsSettings } from '../env.ts';
import type { TrafficRedis } from '../traffic-redis.ts';
import { type AnswerCache, createAnswerCache } from './answer-cache.ts';
import { createFlightBoard } from './flight-board.ts';
import { createEmbedder } from './semantic/embeddings/embedder.ts';
import { createSemanticCache } from './semantic/semantic-cache.ts';

export interface OpenCacheOptions {
  /** For look-ups, on the request's way. */
  redis: TrafficRedis;
  /** Of the same Redis, for what nobody's answer waits for. */
  url: string;
  maxEntryBytes: number;
  maxBytesPerOrganization: number;
  metrics: CacheMetrics;
  semanticMetrics: SemanticMetrics;
  /** Null where none is set. */
  embeddings: EmbeddingsSettings | null;
  log: Logger;
}

/** How long others wait for a process that says nothing any more before one of them takes over, ms. */
const LOCK_MS = 5_000;
/** Of questions and vectors in each process's memory, bytes. */
const INDEX_BYTES = 64 * 1024 ** 2;
/** Large answers may take a while to be written, ms. */
const WRITE_TIMEOUT_MS = 5_000;

/** Opens the cache of this process. Redis may be away. */
export function openCache(options: OpenCacheOptions): { answers: AnswerCache; close(): void } {
  const { redis, url, maxEntryBytes, maxBytesPerOrganization, metrics, semanticMetrics, embeddings, log } =
    options;
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
  const onCall = semanticMetrics.embedded;
  const embedder = embeddings === null ? null : createEmbedder({ ...embeddings, onCall, log });
  const semantic = createSemanticCache({
    embedder,
    onlyFor: embeddings?.onlyFor ?? null,
    vectorsOf: `${embeddings?.url} ${embeddings?.model}`,
    index: createQuestionIndex(INDEX_BYTES),
    budgetBytes: maxBytesPerOrganization,
    metrics: semanticMetrics,
    ...{ redis, writer, log },
  });
  return {
    answers: createAnswerCache({ redis, store, board, maxEntryBytes, metrics, semantic, log }),
    close() {
      void embedder?.close();
      board.close();
      writer.disconnect();
      listener.disconnect();
    },
  };
}
