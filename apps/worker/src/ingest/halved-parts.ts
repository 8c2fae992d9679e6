import type { Job } from 'bullmq';
import { z } from 'zod';

/**
 * Which parts of a batch were given up as a whole. A part once halved must never be tried whole again: were it accepted
 * then, the half that is in already would be in twice.
 */
export interface HalvedParts {
  has(part: string): boolean;
  /** Whether there is any. */
  any(): boolean;
  /** Resolves when it can't be forgotten any more. */
  add(part: string): Promise<void>;
}

const progressSchema = z.array(z.string()).catch([]);

/** Kept as the job's progress, so that it outlives this worker. */
export function halvedPartsOf(job: Pick<Job, 'progress' | 'updateProgress'>): HalvedParts {
  const parts = new Set(progressSchema.parse(job.progress));
  return {
    has: (part) => parts.has(part),
    any: () => parts.size > 0,
    async add(part) {
      parts.add(part);
      await job.updateProgress([...parts]);
    },
  };
}
