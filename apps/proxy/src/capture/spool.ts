import type { CapturedExchange } from '@heliograph/contracts/log-record';
import { prepareFrame, writeFrame } from '@heliograph/queue/record-frame';
import type { Logger } from 'pino';
import type { PendingFrames, Segment, SegmentWriter } from './segment-writer.ts';
import { SLAB_BYTES } from './slabs.ts';

export interface SpoolOptions {
  writer: SegmentWriter;
  /** Budget of all segments together; near it bodies are left out, at it records are dropped. */
  maxBytes: number;
  log: Logger;
}

export interface SpoolStats {
  /** Bytes and records that wait to be shipped. */
  bytes: number;
  records: number;
  /** Records lost because neither disk nor memory could hold them. */
  dropped: number;
  /** Records whose bodies were left out to stay within the budget. */
  shed: number;
  /** Milliseconds since the epoch; null where nothing waits. */
  oldestAt: number | null;
  /** False while the disk refuses writes. */
  diskOk: boolean;
}

/** The local log: every record is here before the last byte of its answer goes out. */
export interface Spool {
  /**
   * Appends a record; resolves when it is in the page cache, in one write with all that came in this turn of the event
   * loop. Never throws or rejects: traffic does not stop for its log.
   */
  append(exchange: CapturedExchange): Promise<void>;
  /** Adds segments that were left by a dead process. */
  addLeftovers(segments: Segment[]): void;
  /** The next segment to ship; null where nothing waits. `sealOpen` ends the one being written, if it is the only one. */
  next(sealOpen: boolean): Segment | null;
  /** The segment is safe elsewhere: it is no longer counted here. */
  done(segment: Segment): void;
  /** Called when records were written or leftovers added. */
  onAppend: (() => void) | null;
  stats(): SpoolStats;
  sync(): Promise<void>;
}

const SEGMENT_MAX_BYTES = SLAB_BYTES;
/** More than this is not held for the end of the turn. */
const MAX_PENDING_BYTES = 256 * 1024;
const SEGMENT_MAX_RECORDS = 500;
/** Share of the budget from which on bodies are left out. */
const SHED_AT = 0.9;
/** Held in memory while the disk refuses writes. */
const MEMORY_MAX_BYTES = 64 * 1024 * 1024;
/** Pause before a disk that refused a write is tried again, and between two complaints about it, in ms. */
const DISK_RETRY_MS = 1_000;

export function createSpool({ writer, maxBytes, log }: SpoolOptions): Spool {
  const waiting: Segment[] = [];
  let memory: (Segment & { source: { memory: Buffer[] } }) | null = null;
  let memoryCount = 0;
  let memoryBytes = 0;
  let bytes = 0;
  let records = 0;
  let dropped = 0;
  let shed = 0;
  let diskFailedAt: number | null = null;
  let droppedAt = 0;
  let group: Group | null = null;

  function seal(): void {
    const segment = writer.seal();
    if (segment !== null) waiting.push(segment);
  }

  /** Whether what is pending is on disk now; else it is still pending. */
  function toDisk(): boolean {
    if (diskFailedAt !== null && Date.now() - diskFailedAt < DISK_RETRY_MS) return false;
    try {
      writer.commit();
      if (diskFailedAt !== null) log.info('The spool can be written again');
      diskFailedAt = null;
    } catch (error) {
      diskFailedAt = Date.now();
      log.error({ err: error }, 'The spool can not be written; records are kept in memory until it can');
      return false;
    }
    const { open } = writer;
    if (open !== null && (open.bytes >= SEGMENT_MAX_BYTES || open.records >= SEGMENT_MAX_RECORDS))
      sealQuietly();
    return true;
  }

  function sealQuietly(): void {
    try {
      seal();
    } catch (error) {
      log.error({ err: error }, 'A segment of the spool could not be closed');
    }
  }

  function toMemory(pending: PendingFrames): boolean {
    const { frames } = pending;
    if (memoryBytes + frames.length > MEMORY_MAX_BYTES) return false;
    memory ??= {
      id: `memory-${process.pid}-${Date.now()}-${memoryCount++}`,
      bytes: 0,
      records: 0,
      createdAt: Date.now(),
      source: { memory: [] },
    };
    // A copy: the next frames are written over these.
    memory.source.memory.push(Buffer.from(frames));
    memory.bytes += frames.length;
    memory.records = (memory.records ?? 0) + pending.records;
    memoryBytes += frames.length;
    if (memory.bytes >= SEGMENT_MAX_BYTES || memory.records >= SEGMENT_MAX_RECORDS) sealMemory();
    return true;
  }

  function sealMemory(): void {
    if (memory === null) return;
    waiting.push(memory);
    memory = null;
  }

  function drop(count: number, reason: string, error?: unknown): void {
    dropped += count;
    if (Date.now() - droppedAt < DISK_RETRY_MS) return;
    droppedAt = Date.now();
    log.error({ err: error, dropped }, `A log record was dropped: ${reason}`);
  }

  /** Writes down all that is pending and lets those who wait for it go on. */
  function flush(): void {
    const done = group;
    group = null;
    if (writer.pendingRecords > 0 && !toDisk()) {
      const pending = writer.takePending();
      // The segment ends before what could not be written.
      sealQuietly();
      if (!toMemory(pending)) {
        bytes -= pending.frames.length;
        records -= pending.records;
        drop(pending.records, 'neither disk nor memory can hold it');
      }
    }
    spool.onAppend?.();
    done?.resolve();
  }

  /** Encodes a record behind the pending ones, unless it would go beyond `limit` bytes of all; gives its length. */
  function encode(exchange: CapturedExchange, limit: number): number | null {
    const frame = prepareFrame(exchange);
    let room = writer.reserve(frame.maxBytes);
    if (room === null) {
      flush();
      sealQuietly();
      room = writer.reserve(frame.maxBytes);
    }
    if (room === null) throw new Error('there was no room for it');
    const length = writeFrame(room.target, room.at, frame);
    return bytes + length > limit ? null : length;
  }

  /** The turn ends: unless the group had to be written earlier, it is now. */
  function flushGroup(due: Group): void {
    if (group === due) flush();
  }

  const spool: Spool = {
    onAppend: null,
    append(exchange) {
      try {
        let length = encode(exchange, maxBytes * SHED_AT);
        if (length === null) {
          shed += 1;
          length = encode(withoutBodies(exchange), maxBytes);
        }
        if (length === null) drop(1, 'the spool is full');
        else {
          writer.add(length);
          bytes += length;
          records += 1;
        }
      } catch (error) {
        drop(1, 'it could not be encoded', error);
      }
      if (group === null) {
        group = createGroup();
        setImmediate(flushGroup, group);
      }
      const { written } = group;
      const full = (writer.open?.records ?? 0) + writer.pendingRecords >= SEGMENT_MAX_RECORDS;
      if (full || writer.pendingBytes > MAX_PENDING_BYTES) flush();
      return written;
    },
    addLeftovers(segments) {
      waiting.unshift(...segments);
      for (const segment of segments) {
        bytes += segment.bytes;
        records += segment.records ?? 0;
      }
      spool.onAppend?.();
    },
    next(sealOpen) {
      if (waiting.length === 0 && sealOpen) {
        if (writer.pendingRecords > 0) flush();
        sealQuietly();
        sealMemory();
      }
      return waiting[0] ?? null;
    },
    done(segment) {
      const at = waiting.indexOf(segment);
      if (at === -1) return;
      waiting.splice(at, 1);
      bytes -= segment.bytes;
      records -= segment.records ?? 0;
      if ('memory' in segment.source) memoryBytes -= segment.bytes;
      writer.release(segment);
    },
    stats() {
      const oldestAt = waiting[0]?.createdAt ?? writer.open?.createdAt ?? memory?.createdAt ?? null;
      return { bytes, records, dropped, shed, oldestAt, diskOk: diskFailedAt === null };
    },
    sync: () => writer.sync(),
  };
  return spool;
}

/** Those who wait for the same write. */
interface Group {
  written: Promise<void>;
  resolve: () => void;
}

function createGroup(): Group {
  let resolve = (): void => undefined;
  const written = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { written, resolve };
}

/** The same record with empty bodies that are flagged as cut. */
function withoutBodies({ record }: CapturedExchange): CapturedExchange {
  const nothing = new Uint8Array(0);
  return {
    record: {
      ...record,
      request: { ...record.request, truncated: record.request.bytes > 0 },
      response: { ...record.response, truncated: record.response.bytes > 0 },
    },
    requestBody: nothing,
    responseBody: nothing,
  };
}
