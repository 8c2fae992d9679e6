import { rm } from 'node:fs/promises';
import type { Logger } from 'pino';
import { readSegment } from './read-segment.ts';
import type { Segment } from './segment-writer.ts';
import type { Spool } from './spool.ts';

export interface Batch {
  jobId: string;
  /** Whole frames, one after the other. */
  frames: Buffer;
  count: number;
}

export interface ShipperOptions {
  spool: Spool;
  /** Resolves when the queue has the batch. Sending one twice must be harmless. */
  send: (batch: Batch) => Promise<void>;
  onShipped: (records: number) => void;
  log: Logger;
}

export interface Shipper {
  /** Ships what there is and ends; gives up at `deadlineAt` (ms since the epoch). What is left stays in the spool. */
  stop(deadlineAt: number): Promise<void>;
}

/** Age at which the segment being written is shipped, in ms. */
const LINGER_MS = 100;
const SEND_TIMEOUT_MS = 10_000;
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 2_000;

/** Moves the spool's segments into the queue, one after the other, for as long as it isn't stopped. */
export function startShipper({ spool, send, onShipped, log }: ShipperOptions): Shipper {
  let stopping = false;
  let deadline = Number.POSITIVE_INFINITY;
  let failures = 0;
  /** Ends the present wait; where it waits for records, an append calls it too. */
  let wake: (() => void) | null = null;

  function wait(ms: number | null): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === null ? undefined : setTimeout(end, ms);
      function end(): void {
        clearTimeout(timer);
        wake = null;
        spool.onAppend = null;
        resolve();
      }
      wake = end;
      if (ms === null) spool.onAppend = end;
    });
  }

  /** A full segment at once; else the open one, after records that come close behind have joined it. */
  async function nextSegment(): Promise<Segment | null> {
    const full = spool.next(stopping);
    if (full !== null || stopping) return full;
    if (spool.stats().oldestAt === null) await wait(null);
    if (!stopping) await wait(LINGER_MS);
    return spool.next(true);
  }

  async function ship(segment: Segment): Promise<void> {
    const { frames, count, tornBytes } = await readSegment(segment);
    if (tornBytes > 0)
      log.warn({ segment: segment.id, tornBytes }, 'Cut an unfinished record off a leftover segment');
    if (count > 0) await withTimeout(send({ jobId: segment.id, frames, count }), SEND_TIMEOUT_MS);
    if ('file' in segment.source) await rm(segment.source.file, { force: true });
    spool.done(segment);
    onShipped(count);
  }

  async function run(): Promise<void> {
    for (;;) {
      const segment = await nextSegment();
      if (segment === null) {
        if (stopping) return;
        continue;
      }
      try {
        await ship(segment);
        if (failures > 0) log.info('Log records can be shipped again');
        failures = 0;
      } catch (error) {
        if (failures++ === 0)
          log.warn({ err: error }, 'Log records can not be shipped now; they wait in the spool');
        if (Date.now() >= deadline) return;
        await wait(Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 10)));
      }
    }
  }

  const running = run();
  return {
    async stop(deadlineAt) {
      stopping = true;
      deadline = deadlineAt;
      wake?.();
      let timer: NodeJS.Timeout | undefined;
      const timeUp = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, Math.max(0, deadlineAt - Date.now()));
      });
      await Promise.race([running, timeUp]);
      clearTimeout(timer);
    },
  };
}

function withTimeout(promise: Promise<void>, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The queue did not answer within ${ms} ms`)), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
