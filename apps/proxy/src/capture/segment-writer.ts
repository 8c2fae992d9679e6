import { close, closeSync, fdatasync, ftruncateSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import path from 'node:path';
import { SEGMENT_SUFFIX } from './spool-directory.ts';

/** A finished piece of the spool: whole frames, one after the other, never changed again. */
export interface Segment {
  /** Unique for ever; becomes the job's id, so that shipping it twice is harmless. */
  id: string;
  bytes: number;
  /** Null where it has to be counted first (left by another process). */
  records: number | null;
  createdAt: number;
  /** Where its bytes are. */
  source: { file: string } | { memory: Buffer[] };
}

export interface SegmentWriter {
  /** Appends one frame with one write. Throws what the disk says; the segment then ends before that frame. */
  append(frame: Buffer): void;
  /** Ends the open segment and gives it, null where none is open. */
  seal(): Segment | null;
  readonly open: { bytes: number; records: number; createdAt: number } | null;
  /** Brings what was written since the last time to the disk; failures show with the next write. */
  sync(): Promise<void>;
}

interface OpenSegment {
  id: string;
  file: string;
  fd: number;
  bytes: number;
  records: number;
  createdAt: number;
  syncing: Promise<void> | null;
}

/** Writes frames into files of `directory`, named `<owner>-<number>.seg`. */
export function createSegmentWriter(directory: string, owner: string): SegmentWriter {
  let open: OpenSegment | null = null;
  let count = 0;
  const unsynced: string[] = [];

  function begin(): OpenSegment {
    const id = `${owner}-${String(count++).padStart(8, '0')}`;
    const file = path.join(directory, id + SEGMENT_SUFFIX);
    const fd = openSync(file, 'ax');
    return { id, file, fd, bytes: 0, records: 0, createdAt: Date.now(), syncing: null };
  }

  return {
    append(frame) {
      open ??= begin();
      let written = 0;
      try {
        while (written < frame.length) {
          written += writeSync(open.fd, frame, written, frame.length - written);
        }
      } catch (error) {
        // What was half written must not be taken for a record's beginning by the next one.
        ftruncateSync(open.fd, open.bytes);
        throw error;
      }
      open.bytes += frame.length;
      open.records += 1;
    },
    seal() {
      if (open === null) return null;
      const { id, file, fd, bytes, records, createdAt, syncing } = open;
      open = null;
      if (records === 0) {
        closeSync(fd);
        unlinkSync(file);
        return null;
      }
      if (syncing === null) close(fd, () => undefined);
      else void syncing.then(() => close(fd, () => undefined));
      unsynced.push(file);
      return { id, bytes, records, createdAt, source: { file } };
    },
    get open() {
      return open;
    },
    async sync() {
      // Most of these are shipped and gone by now.
      for (const file of unsynced.splice(0)) await syncFile(file).catch(() => undefined);
      const segment = open;
      if (segment === null || segment.syncing !== null) return;
      segment.syncing = new Promise((resolve) => fdatasync(segment.fd, () => resolve()));
      await segment.syncing;
      segment.syncing = null;
    },
  };
}

async function syncFile(file: string): Promise<void> {
  const handle = await openFile(file, 'r');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
