import zlib from 'node:zlib';

export interface Decompressed {
  bytes: Uint8Array;
  /** Why the bytes are not all there: `encoding_unsupported:x`, `encoding_broken`, `too_large`; else null. */
  flag: string | null;
}

/** A server never needs more; each one costs time. */
const MAX_LAYERS = 4;
/** Deflate cannot grow further than that, so input this much smaller than the limit always fits. */
const MAX_RATIO = 1100;
const NOTHING = new Uint8Array(0);

type Decode = (bytes: Uint8Array, maxOutputLength: number) => Uint8Array;

/** Flushing instead of finishing: a body that was cut off gives what can be read of it. */
const gzip: Decode = (bytes, maxOutputLength) =>
  zlib.gunzipSync(bytes, { maxOutputLength, finishFlush: zlib.constants.Z_SYNC_FLUSH });

/** HTTP's `deflate` is zlib's format, but some servers send the bare stream. */
const deflate: Decode = (bytes, maxOutputLength) => {
  const options = { maxOutputLength, finishFlush: zlib.constants.Z_SYNC_FLUSH };
  const [first = 0, second = 0] = bytes;
  const hasHeader = (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
  return hasHeader ? zlib.inflateSync(bytes, options) : zlib.inflateRawSync(bytes, options);
};

const brotli: Decode = (bytes, maxOutputLength) =>
  zlib.brotliDecompressSync(bytes, {
    maxOutputLength,
    finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
  });

const decoders = new Map<string, Decode>([
  ['gzip', gzip],
  ['x-gzip', gzip],
  ['deflate', deflate],
  ['br', brotli],
]);

interface ZlibWithZstd {
  zstdDecompressSync?: (
    bytes: Uint8Array,
    options: { maxOutputLength: number; finishFlush: number },
  ) => Uint8Array;
}
// Node has zstd from 22.15 on; 1 is its ZSTD_e_flush.
const { zstdDecompressSync } = zlib as ZlibWithZstd;
if (zstdDecompressSync !== undefined) {
  decoders.set('zstd', (bytes, maxOutputLength) =>
    zstdDecompressSync(bytes, { maxOutputLength, finishFlush: 1 }),
  );
}

/**
 * Undoes a Content-Encoding, several at once included (`gzip, br`: the last one is undone first).
 * Gives at most `limit` bytes and never throws; what cannot be read is missing and flagged.
 */
export function decompress(body: Uint8Array, contentEncoding: string | null, limit: number): Decompressed {
  const layers = encodingsOf(contentEncoding);
  if (layers.length > MAX_LAYERS) return { bytes: NOTHING, flag: 'encoding_unsupported:nested' };
  let bytes = body;
  let flag: string | null = null;
  for (const layer of layers.reverse()) {
    if (bytes.length === 0) break;
    const decode = decoders.get(layer);
    if (decode === undefined) return { bytes: NOTHING, flag: `encoding_unsupported:${layer.slice(0, 20)}` };
    const result = decodeWithin(decode, bytes, limit);
    bytes = result.bytes;
    flag = result.flag ?? flag;
  }
  if (bytes.length > limit) return { bytes: bytes.subarray(0, limit), flag: 'too_large' };
  return { bytes, flag };
}

function encodingsOf(contentEncoding: string | null): string[] {
  if (contentEncoding === null) return [];
  return contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
}

/** zlib keeps nothing of an output over its limit, so a shorter input is tried before giving up. */
function decodeWithin(decode: Decode, bytes: Uint8Array, limit: number): Decompressed {
  const lengths = [bytes.length, Math.ceil(bytes.length / 4), Math.ceil(limit / MAX_RATIO)];
  let tooLarge = false;
  for (const length of lengths) {
    try {
      const output = decode(bytes.subarray(0, length), limit);
      return { bytes: output, flag: tooLarge ? 'too_large' : null };
    } catch (error) {
      if (!(error instanceof RangeError)) return { bytes: NOTHING, flag: 'encoding_broken' };
      tooLarge = true;
    }
  }
  return { bytes: NOTHING, flag: 'too_large' };
}
