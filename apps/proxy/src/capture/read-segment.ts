import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { scanFrames } from '@heliograph/queue/record-frame';
import type { Segment } from './segment-writer.ts';
import { SEGMENT_SUFFIX } from './spool-directory.ts';

/** The whole frames of a segment. */
export interface SegmentContent {
  frames: Buffer;
  count: number;
  /** Bytes at the end that are no whole frame: the process died while writing them, so no answer was completed. */
  tornBytes: number;
}

/** Reads a segment; one that another process left is checked, and its torn end cut. */
export async function readSegment({ source, records, bytes: size }: Segment): Promise<SegmentContent> {
  const bytes =
    'memory' in source ? Buffer.concat(source.memory) : (source.slab ?? (await readFile(source.file)));
  // A write that the disk refused may have left something behind the last whole frame.
  if (records !== null) return { frames: bytes.subarray(0, size), count: records, tornBytes: 0 };
  const { frames, validLength } = scanFrames(bytes);
  return {
    frames: bytes.subarray(0, validLength),
    count: frames.length,
    tornBytes: bytes.length - validLength,
  };
}

/** A segment file that was left by another process. */
export async function leftover(file: string): Promise<Segment> {
  const { size, mtimeMs } = await stat(file);
  return {
    id: path.basename(file, SEGMENT_SUFFIX),
    bytes: size,
    records: null,
    createdAt: mtimeMs,
    source: { file },
  };
}
