/**
 * Blocks of memory outside the heap into which frames are encoded. One that belongs to a finished segment is kept until
 * the segment is shipped, so that nobody has to read its file again, as long as not too many wait.
 */
export interface Slabs {
  /** A block of at least `bytes`, and never of less than the usual size. */
  take(bytes: number): Buffer;
  /** The block is used no more. */
  give(slab: Buffer): void;
  /** Whether the block may stay with its segment; where true, `unkeep` has to follow. */
  keep(slab: Buffer): boolean;
  unkeep(slab: Buffer): void;
}

/** Of one segment. */
export const SLAB_BYTES = 1024 * 1024;
const MAX_KEPT_BYTES = 16 * SLAB_BYTES;
const MAX_FREE = 4;

export function createSlabs(): Slabs {
  const free: Buffer[] = [];
  let keptBytes = 0;

  function give(slab: Buffer): void {
    if (slab.length === SLAB_BYTES && free.length < MAX_FREE) free.push(slab);
  }

  return {
    take(bytes) {
      if (bytes > SLAB_BYTES) return Buffer.allocUnsafeSlow(bytes);
      return free.pop() ?? Buffer.allocUnsafeSlow(SLAB_BYTES);
    },
    give,
    keep(slab) {
      if (keptBytes + slab.length > MAX_KEPT_BYTES) return false;
      keptBytes += slab.length;
      return true;
    },
    unkeep(slab) {
      keptBytes -= slab.length;
      give(slab);
    },
  };
}
