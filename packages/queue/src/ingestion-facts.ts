import { z } from 'zod';
import type { ExpiringKeys } from './expiring-keys.ts';

/** What a proxy process tells of its spool. */
export const spoolFactsSchema = z.object({
  /** When it was told, ms since the epoch. */
  at: z.number(),
  /** What waits to be shipped, and since when (ms since the epoch; null where nothing waits). */
  records: z.number(),
  bytes: z.number(),
  oldestAt: z.number().nullable(),
  /** Since the process started: records lost because nothing could hold them, records without their bodies. */
  dropped: z.number(),
  shed: z.number(),
  /** False while the disk refuses writes. */
  diskOk: z.boolean(),
});
export type SpoolFacts = z.infer<typeof spoolFactsSchema>;

/** What a worker tells of its last minute. */
export const workerFactsSchema = z.object({
  at: z.number(),
  storedPerSecond: z.number(),
  /** From the end of an answer to its row, ms; null where nothing was stored. */
  lagP50Ms: z.number().nullable(),
  lagP95Ms: z.number().nullable(),
  /** Attempts on batches that failed and are repeated. */
  failures: z.number(),
  lastFailure: z.object({ at: z.number(), reason: z.string() }).nullable(),
});
export type WorkerFacts = z.infer<typeof workerFactsSchema>;

/** How often a process tells, ms. */
export const TELL_EVERY_MS = 2_000;
/** A process that was silent for this long is gone, ms. */
const GONE_AFTER_MS = 15_000;

const SPOOLS = 'ingestion:spools';
const WORKERS = 'ingestion:workers';

export interface IngestionFacts {
  tellSpool(id: string, facts: SpoolFacts): Promise<void>;
  tellWorker(id: string, facts: WorkerFacts): Promise<void>;
  /** A process that ends in order takes its facts with it. */
  forget(id: string): Promise<void>;
  /** What all processes told lately. */
  read(now: number): Promise<{ spools: SpoolFacts[]; workers: WorkerFacts[] }>;
}

export function createIngestionFacts(keys: ExpiringKeys): IngestionFacts {
  async function recent<T extends { at: number }>(
    key: string,
    schema: z.ZodType<T>,
    now: number,
  ): Promise<T[]> {
    const told: T[] = [];
    for (const [id, text] of Object.entries(await keys.fields(key))) {
      const facts = schema.parse(JSON.parse(text));
      if (now - facts.at < GONE_AFTER_MS) told.push(facts);
      else await keys.removeField(key, id);
    }
    return told;
  }

  return {
    tellSpool: (id, facts) => keys.setField(SPOOLS, id, JSON.stringify(facts), GONE_AFTER_MS),
    tellWorker: (id, facts) => keys.setField(WORKERS, id, JSON.stringify(facts), GONE_AFTER_MS),
    async forget(id) {
      await Promise.all([keys.removeField(SPOOLS, id), keys.removeField(WORKERS, id)]);
    },
    async read(now) {
      const [spools, workers] = await Promise.all([
        recent(SPOOLS, spoolFactsSchema, now),
        recent(WORKERS, workerFactsSchema, now),
      ]);
      return { spools, workers };
    },
  };
}
