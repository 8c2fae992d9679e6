import { close, closeSync, fdatasync, ftruncateSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import path from 'node:path';
import { createSlabs, SLAB_BYTES, type Slabs } from './slabs.ts';
import { SEGMENT_SUFFIX } from './spool-directory.ts';

/** A finished piece of the spool: whole frames, one after the other, never changed again. */
export interface Segment {
  /** Unique for ever; becomes the job's id, so that shipping it twice is harmless. */
  id: string;
  bytes: number;
  /** Null where it has to be counted first (left by another process). */
  records: number | null;
  createdAt: number;
  /** Where its bytes are; `slab`, as long as it is kept, begins with the same bytes as the file. */
  source: { file: string; slab?: Buffer } | { memory: Buffer[] };
}

/** Frames that are encoded but not yet on disk. */
export interface PendingFrames {
  frames: Buffer;
  records: number;
}

/** Collects frames in memory and writes all that came together with one write. */
export interface SegmentWriter {
  /** Room for one more frame of up to `bytes` behind the pending ones; null where these have to be committed first. */
  reserve(bytes: number): { target: Buffer; at: number } | null;
  /** The frame that was written into the reserved room is pending from now on. */
  add(bytes: number): void;
  readonly pendingBytes: number;
  readonly pendingRecords: number;
  /** Writes what is pending. Throws what the disk says; the segment then ends before it, and it stays pending. */
  commit(): void;
  /** Gives up what is pending: it is for somebody else to keep. Valid until the next `reserve`. */
  takePending(): PendingFrames;
  /** Ends the open segment and gives it, null where none is open. Nothing may be pending. */
  seal(): Segment | null;
  /** The segment's bytes are safe elsewhere: its memory may be used again. */
  release(segment: Segment): void;
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
export function createSegmentWriter(
  directory: string,
  owner: string,
  slabs: Slabs = createSlabs(),
): SegmentWriter {
  let open: OpenSegment | null = null;
  let slab = slabs.take(0);
  let pendingBytes = 0;
  let pendingRecords = 0;
  let count = 0;
  const unsynced: string[] = [];

  function begin(): OpenSegment {
    const id = `${owner}-${String(count++).padStart(8, '0')}`;
    const file = path.join(directory, id + SEGMENT_SUFFIX);
    const fd = openSync(file, 'ax');
    return { id, file, fd, bytes: 0, records: 0, createdAt: Date.now(), syncing: null };
  }

  return {
    reserve(bytes) {
      const at = (open?.bytes ?? 0) + pendingBytes;
      if (at + bytes <= slab.length) return { target: slab, at };
      if (at > 0) return null;
      slabs.give(slab);
      slab = slabs.take(bytes);
      return { target: slab, at: 0 };
    },
    add(bytes) {
      pendingBytes += bytes;
      pendingRecords += 1;
    },
    get pendingBytes() {
      return pendingBytes;
    },
    get pendingRecords() {
      return pendingRecords;
    },
    commit() {
      if (pendingBytes === 0) return;
      open ??= begin();
      const end = open.bytes + pendingBytes;
      try {
        for (let at = open.bytes; at < end;) at += writeSync(open.fd, slab, at, end - at);
      } catch (error) {
        // What was half written must not be taken for a record's beginning by the next one.
        ftruncateSync(open.fd, open.bytes);
        throw error;
      }
      open.bytes = end;
      open.records += pendingRecords;
      pendingBytes = 0;
      pendingRecords = 0;
    },
    takePending() {
      const start = open?.bytes ?? 0;
      const taken = { frames: slab.subarray(start, start + pendingBytes), records: pendingRecords };
      pendingBytes = 0;
      pendingRecords = 0;
      return taken;
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
      const kept = slabs.keep(slab);
      const source = kept ? { file, slab } : { file };
      // An outsized one would stay for ever.
      if (kept || slab.length > SLAB_BYTES) slab = slabs.take(0);
      return { id, bytes, records, createdAt, source };
    },
    release({ source }) {
      if ('memory' in source || source.slab === undefined) return;
      slabs.unkeep(source.slab);
      delete source.slab;
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
