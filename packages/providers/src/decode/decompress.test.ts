import zlib from 'node:zlib';
import { expect, it } from 'vitest';
import { decompress } from './decompress.ts';

const text = 'Blåbærsyltetøy '.repeat(500);
const LIMIT = 1_000_000;

function read(
  bytes: Uint8Array,
  encoding: string | null,
  limit = LIMIT,
): [text: string, flag: string | null] {
  const result = decompress(bytes, encoding, limit);
  return [Buffer.from(result.bytes).toString(), result.flag];
}

it.each<[string | null, Uint8Array]>([
  [null, Buffer.from(text)],
  ['identity', Buffer.from(text)],
  ['gzip', zlib.gzipSync(text)],
  ['GZIP', zlib.gzipSync(text)],
  ['x-gzip', zlib.gzipSync(text)],
  ['deflate', zlib.deflateSync(text)],
  ['deflate', zlib.deflateRawSync(text)],
  ['br', zlib.brotliCompressSync(text)],
  ['gzip, br', zlib.brotliCompressSync(zlib.gzipSync(text))],
])('undoes %s', (encoding, bytes) => {
  expect(read(bytes, encoding)).toEqual([text, null]);
});

it('undoes zstd where Node can, and says so where it cannot', () => {
  // One raw block, RFC 8878, 3.1.1.
  const frame = Buffer.from('28b52ffd2005290000' + '68656c6c6f', 'hex');
  const [got, flag] = read(frame, 'zstd');
  if ('zstdDecompressSync' in zlib) expect([got, flag]).toEqual(['hello', null]);
  else expect([got, flag]).toEqual(['', 'encoding_unsupported:zstd']);
});

it.each(['gzip', 'deflate', 'br'] as const)('gives what can be read of a truncated %s body', (encoding) => {
  const random = Array.from({ length: 5000 }, (_, i) => (i * 7919).toString(36)).join(' ');
  const compress = { gzip: zlib.gzipSync, deflate: zlib.deflateSync, br: zlib.brotliCompressSync }[encoding];
  const whole = compress(random);
  const [part, flag] = read(whole.subarray(0, whole.length / 2), encoding);
  expect(flag).toBeNull();
  expect(part.length).toBeGreaterThan(1000);
  expect(random.startsWith(part)).toBe(true);
});

it.each(['gzip', 'deflate', 'br'] as const)('bounds what a %s bomb gives', (encoding) => {
  const compress = { gzip: zlib.gzipSync, deflate: zlib.deflateSync, br: zlib.brotliCompressSync }[encoding];
  const result = decompress(compress(Buffer.alloc(10_000_000)), encoding, LIMIT);
  expect(result.flag).toBe('too_large');
  expect(result.bytes.length).toBeLessThanOrEqual(LIMIT);
});

it('cuts a plain body at the limit', () => {
  expect(read(Buffer.from('abcdef'), null, 3)).toEqual(['abc', 'too_large']);
});

it('says what it cannot read', () => {
  expect(read(Buffer.from('{"plain":1}'), 'gzip')).toEqual(['', 'encoding_broken']);
  expect(read(Buffer.from('x'), 'snappy')).toEqual(['', 'encoding_unsupported:snappy']);
  expect(read(Buffer.from('x'), 'br,br,br,br,br')).toEqual(['', 'encoding_unsupported:nested']);
  expect(read(Buffer.alloc(0), 'gzip')).toEqual(['', null]);
});
