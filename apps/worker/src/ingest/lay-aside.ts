import type { Logger } from 'pino';
import type { DeadLetters } from '@heliograph/queue/dead-letters';
import type { InsertTokens } from '@heliograph/queue/ingest-queue';
import { type RecordOwner, readRecordOwner } from '@heliograph/queue/record-owner';
import type { WorkerMetrics } from '../metrics.ts';

/** A record that can't be stored. */
export interface DeadRecord {
  frame: Uint8Array;
  /** Its place in the job. */
  position: number;
  /** For whoever looks at the letter, which holds the record anyway. */
  reason: string;
  /** For the log: nothing of the record. */
  summary: string;
  /** Tables that lack its row, with the tokens under which it was last tried there. */
  tokens: InsertTokens;
}

export interface LayAsideContext {
  deadLetters: DeadLetters;
  metrics: WorkerMetrics;
  log: Logger;
  now: () => number;
}

/** A record's letter has this id, however often the job is repeated. */
export const letterIdOf = (jobId: string, position: number) => `${jobId}-${position}`;

/** Puts records among the dead letters; `letterId` is that of a letter which has been there before. */
export async function layAside(
  { deadLetters, metrics, log, now }: LayAsideContext,
  { jobId, letterId }: { jobId: string; letterId: string | undefined },
  dead: readonly DeadRecord[],
): Promise<void> {
  for (const { frame, position, reason, summary, tokens } of dead) {
    const letter = {
      id: letterId ?? letterIdOf(jobId, position),
      kind: 'record' as const,
      ...readRecordOwner(frame),
      laidAsideAt: now(),
      reason,
      sourceJobId: jobId,
      tokens,
    };
    await deadLetters.add(letter, frame);
    metrics.recordLaidAside();
    log.error(
      { jobId, position, reason: summary },
      'A record could not be stored and lies among the dead letters',
    );
  }
}

const NOBODY: RecordOwner = { organizationId: null, requestId: null, createdAt: null };

/** Puts a job aside that nobody can read, as it came. */
export async function layJobAside(
  { deadLetters, metrics, log, now }: LayAsideContext,
  { jobId, data, reason }: { jobId: string; data: unknown; reason: string },
): Promise<void> {
  const letter = {
    id: jobId,
    kind: 'job' as const,
    ...NOBODY,
    laidAsideAt: now(),
    reason,
    sourceJobId: jobId,
    tokens: {},
  };
  await deadLetters.add(letter, Buffer.from(JSON.stringify(data ?? null)));
  metrics.recordLaidAside();
  log.error({ jobId, reason }, 'A batch could not be read and lies among the dead letters');
}
