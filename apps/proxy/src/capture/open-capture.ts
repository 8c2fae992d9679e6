import path from 'node:path';
import type { Logger } from 'pino';
import { leftover } from './read-segment.ts';
import { createSegmentWriter } from './segment-writer.ts';
import { type Batch, startShipper } from './shipper.ts';
import { createSpool, type Spool } from './spool.ts';
import { openSpoolDirectory } from './spool-directory.ts';

export interface CaptureOptions {
  directory: string;
  maxBytes: number;
  /** Interval of syncs to the disk in ms; 0 leaves it to the operating system. */
  fsyncMs: number;
  send: (batch: Batch) => Promise<void>;
  onShipped: (records: number) => void;
  log: Logger;
}

export interface Capture {
  spool: Spool;
  /** Looks for segments of processes that died, now instead of at the next turn. Never rejects. */
  adopt(): Promise<void>;
  /** Ships what there is until `deadlineAt` (ms since the epoch) and leaves the rest for the next process. */
  close(deadlineAt: number): Promise<void>;
}

/** How often segments of processes that died meanwhile are looked for, and a sign of life is given, in ms. */
const ADOPT_EVERY_MS = 10_000;

/** Opens the spool, takes over what dead processes left and starts shipping it. Throws where the folder can't be made. */
export async function openCapture(options: CaptureOptions): Promise<Capture> {
  const { maxBytes, fsyncMs, send, onShipped, log } = options;
  const directory = await openSpoolDirectory(path.resolve(options.directory));
  const spool = createSpool({ writer: createSegmentWriter(directory.path, directory.id), maxBytes, log });

  async function adopt(): Promise<void> {
    try {
      await directory.beat();
      const files = await directory.adopt();
      if (files.length === 0) return;
      log.info({ segments: files.length }, 'Took over log records that a process left behind');
      spool.addLeftovers(await Promise.all(files.map(leftover)));
    } catch (error) {
      log.error({ err: error }, 'Leftover log records could not be taken over');
    }
  }

  await adopt();
  const shipper = startShipper({ spool, send, onShipped, log });
  const adopting = setInterval(() => void adopt(), ADOPT_EVERY_MS).unref();
  const syncing = fsyncMs === 0 ? undefined : setInterval(() => void spool.sync(), fsyncMs).unref();
  return {
    spool,
    adopt,
    async close(deadlineAt) {
      clearInterval(adopting);
      clearInterval(syncing);
      await shipper.stop(deadlineAt);
      await directory.leave();
    },
  };
}
