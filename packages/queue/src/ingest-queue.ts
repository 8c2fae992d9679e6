import { type JobsOptions, Queue, type WorkerOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { compress, uncompress } from 'lz4-napi';
import { z } from 'zod';
import type { CapturedExchange } from '@heliograph/contracts/log-record';
import { FrameError, type FrameSpan, readExchange, scanFrames } from './record-frame.ts';

/** The queue between proxy and worker. One job is one batch of records. */
export const INGEST_QUEUE = 'ingest';

/** Deduplication tokens by table. */
export const insertTokensSchema = z.object({
  requests: z.string().optional(),
  request_bodies: z.string().optional(),
});
export type InsertTokens = z.infer<typeof insertTokensSchema>;

export const ingestJobSchema = z.object({
  version: z.literal(1),
  encoding: z.literal('lz4'),
  /** Frames (see record-frame) as one LZ4 block behind its unpacked length (u32, little-endian), in base64. */
  records: z.string(),
  count: z.number().int().positive(),
  /** A dead letter on its second way: only these tables lack its row, and these are the tokens of its inserts. */
  replay: z.object({ letterId: z.string(), tokens: insertTokensSchema }).optional(),
});
export type IngestJob = z.infer<typeof ingestJobSchema>;

/** The most a job's records may unpack to, bytes; a batch is far smaller unless single bodies are at the capture limit. */
const MAX_UNPACKED_BYTES = 512 * 1024 ** 2;

/** A job is never given up: it leaves the queue when its rows are in ClickHouse, or as dead letters. */
const jobOptions: JobsOptions = {
  attempts: Number.MAX_SAFE_INTEGER,
  backoff: { type: 'custom' },
  removeOnComplete: true,
  removeOnFail: false,
};

/** Longest wait between two attempts on a job, ms. */
const LONGEST_BACKOFF_MS = 5_000;

/** Wait before an attempt is repeated, ms; `failures` is 1 after the first. */
export function retryWaitMs(failures: number): number {
  return Math.min(LONGEST_BACKOFF_MS, 125 * 2 ** Math.min(failures, 10));
}

/**
 * How a worker treats the queue; a job whose worker died is taken up again within 15 s: its lock runs out, and the
 * second check after that at the latest (of all workers together, one checks in each interval) brings it back.
 */
export const ingestWorkerOptions = {
  // Batches share their inserts, so that some wait while others are being inserted.
  concurrency: 32,
  lockDuration: 6_000,
  stalledInterval: 3_000,
  // A worker that is killed again and again must not turn a good job into a failed one.
  maxStalledCount: 1_000_000,
  settings: { backoffStrategy: retryWaitMs },
} satisfies Partial<WorkerOptions>;

export type IngestQueue = Queue<IngestJob>;

/** The producer's end. `connection` is closed by whoever made it. */
export function createIngestQueue(connection: Redis): IngestQueue {
  return new Queue<IngestJob>(INGEST_QUEUE, { connection, defaultJobOptions: jobOptions });
}

export interface NewBatch {
  jobId: string;
  frames: Buffer;
  count: number;
  replay?: IngestJob['replay'];
}

/**
 * Adds a batch under an id of the caller's (without ':'); while a job of that id is in the queue, adding it again changes nothing.
 * Resolves when Redis has it; throws where Redis is away.
 */
export async function enqueueRecords(
  queue: IngestQueue,
  { jobId, frames, count, replay }: NewBatch,
): Promise<void> {
  // LZ4 and not gzip: a third to a half more memory in Redis, a fifth of the time of the core that answers requests.
  const packed = await compress(frames);
  await queue.add(
    'records',
    { version: 1, encoding: 'lz4', records: packed.toString('base64'), count, ...(replay && { replay }) },
    { jobId },
  );
}

/** A record of a job, or why it can't be read; `frame` is what came in either case. */
export type JobRecord = { frame: Uint8Array } & ({ exchange: CapturedExchange } | { damage: string });

/** A job that no worker of this version can read, whatever it tries. */
export class UnreadableJobError extends Error {
  override readonly name = 'UnreadableJobError';
}

/** Whether the job is a letter's second way, and which; throws an {@link UnreadableJobError} like {@link readJob}. */
export function replayOf(data: unknown): IngestJob['replay'] {
  return parseJob(data).replay;
}

function parseJob(data: unknown): IngestJob {
  const parsed = ingestJobSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UnreadableJobError(
    `It is no job of this version (${issue?.path.join('.') || 'data'}: ${issue?.message ?? 'unreadable'})`,
  );
}

/** The records of a job, in order; a damaged one doesn't hide the others. Throws an {@link UnreadableJobError}. */
export async function readJob(data: unknown): Promise<JobRecord[]> {
  const { records } = parseJob(data);
  const bytes = await unpack(Buffer.from(records, 'base64')).catch((cause: Error) => {
    throw new UnreadableJobError(`Its records can not be unpacked (${cause.message})`, { cause });
  });
  const { frames, validLength } = scanFrames(bytes);
  const read = frames.map((span) => readFrame(bytes, span));
  if (validLength === bytes.length) return read;
  return [
    ...read,
    { frame: bytes.subarray(validLength), damage: `unreadable from byte ${validLength} of the batch on` },
  ];
}

/** The length stands in front and decides what is allocated: it is looked at before anything is unpacked. */
async function unpack(packed: Buffer): Promise<Buffer> {
  const length = packed.length < 4 ? 0 : packed.readUInt32LE(0);
  if (length > MAX_UNPACKED_BYTES)
    throw new RangeError(`A batch of ${length} bytes is larger than any may be`);
  return uncompress(packed);
}

function readFrame(bytes: Buffer, span: FrameSpan): JobRecord {
  const frame = bytes.subarray(span.start, span.end);
  try {
    return { frame, exchange: readExchange(bytes, span) };
  } catch (error) {
    if (error instanceof FrameError) return { frame, damage: error.message };
    throw error;
  }
}
