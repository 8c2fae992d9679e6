/** A bounded copy of a body that passes by, for the log. */
export interface BodyCopy {
  /** Counts a piece and keeps of it what still fits. The piece must not change afterwards. */
  add(chunk: Buffer): void;
  /** Bytes that passed, kept or not. */
  readonly bytes: number;
  readonly truncated: boolean;
  /** What was kept. */
  read(): Buffer;
}

/** Keeps at most `maxBytes`; all are counted. */
export function createBodyCopy(maxBytes: number): BodyCopy {
  const kept: Buffer[] = [];
  let bytes = 0;
  let keptBytes = 0;
  return {
    add(chunk) {
      bytes += chunk.length;
      if (keptBytes >= maxBytes) return;
      const piece = keptBytes + chunk.length > maxBytes ? chunk.subarray(0, maxBytes - keptBytes) : chunk;
      keptBytes += piece.length;
      kept.push(piece);
    },
    get bytes() {
      return bytes;
    },
    get truncated() {
      return bytes > keptBytes;
    },
    read() {
      const only = kept[0];
      return kept.length === 1 && only !== undefined ? only : Buffer.concat(kept, keptBytes);
    },
  };
}
