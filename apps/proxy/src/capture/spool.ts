import type { CapturedExchange } from '@heliograph/contracts/log-record';
import { createFrameEncoder } from '@heliograph/queue/record-frame';
import type { Logger } from 'pino';
import type { Segment, SegmentWriter } from './segment-writer.ts';

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
  /** Appends a record with one write to the page cache. Never throws: traffic does not stop for its log. */
  append(exchange: CapturedExchange): void;
  /** Adds segments that were left by a dead process. */
  addLeftovers(segments: Segment[]): void;
  /** The next segment to ship; null where nothing waits. `sealOpen` ends the one being written, if it is the only one. */
  next(sealOpen: boolean): Segment | null;
  /** The segment is safe elsewhere: it is no longer counted here. */
  done(segment: Segment): void;
  /** Called after every append and when leftovers were added. */
  onAppend: (() => void) | null;
  stats(): SpoolStats;
  sync(): Promise<void>;
}

const SEGMENT_MAX_BYTES = 1024 * 1024;
const SEGMENT_MAX_RECORDS = 500;
/** Share of the budget from which on bodies are left out. */
const SHED_AT = 0.9;
/** Held in memory while the disk refuses writes. */
const MEMORY_MAX_BYTES = 64 * 1024 * 1024;
/** Frames up to this size are encoded without allocating. */
const ENCODER_BYTES = 1024 * 1024;
/** Pause before a disk that refused a write is tried again, and between two complaints about it, in ms. */
const DISK_RETRY_MS = 1_000;

export function createSpool({ writer, maxBytes, log }: SpoolOptions): Spool {
  const encode = createFrameEncoder(ENCODER_BYTES);
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

  function seal(): void {
    const segment = writer.seal();
    if (segment !== null) waiting.push(segment);
  }

  function toDisk(frame: Buffer): boolean {
    if (diskFailedAt !== null && Date.now() - diskFailedAt < DISK_RETRY_MS) return false;
    try {
      writer.append(frame);
      if (diskFailedAt !== null) log.info('The spool can be written again');
      diskFailedAt = null;
    } catch (error) {
      diskFailedAt = Date.now();
      log.error({ err: error }, 'The spool can not be written; records are kept in memory until it can');
      sealQuietly();
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

  function toMemory(frame: Buffer): boolean {
    if (memoryBytes + frame.length > MEMORY_MAX_BYTES) return false;
    memory ??= {
      id: `memory-${process.pid}-${Date.now()}-${memoryCount++}`,
      bytes: 0,
      records: 0,
      createdAt: Date.now(),
      source: { memory: [] },
    };
    // A copy: the encoder writes the next frame over this one.
    memory.source.memory.push(Buffer.from(frame));
    memory.bytes += frame.length;
    memory.records = (memory.records ?? 0) + 1;
    memoryBytes += frame.length;
    if (memory.bytes >= SEGMENT_MAX_BYTES || memory.records >= SEGMENT_MAX_RECORDS) sealMemory();
    return true;
  }

  function sealMemory(): void {
    if (memory === null) return;
    waiting.push(memory);
    memory = null;
  }

  function drop(reason: string, error?: unknown): void {
    dropped += 1;
    if (Date.now() - droppedAt < DISK_RETRY_MS) return;
    droppedAt = Date.now();
    log.error({ err: error, dropped }, `A log record was dropped: ${reason}`);
  }

  const spool: Spool = {
    onAppend: null,
    append(exchange) {
      try {
        let frame = encode(exchange);
        if (bytes + frame.length > maxBytes * SHED_AT) {
          shed += 1;
          frame = encode(withoutBodies(exchange));
          if (bytes + frame.length > maxBytes) return drop('the spool is full');
        }
        if (!toDisk(frame) && !toMemory(frame)) return drop('neither disk nor memory can hold it');
        bytes += frame.length;
        records += 1;
        spool.onAppend?.();
      } catch (error) {
        drop('it could not be encoded', error);
      }
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
    },
    stats() {
      const oldestAt = waiting[0]?.createdAt ?? writer.open?.createdAt ?? memory?.createdAt ?? null;
      return { bytes, records, dropped, shed, oldestAt, diskOk: diskFailedAt === null };
    },
    sync: () => writer.sync(),
  };
  return spool;
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
