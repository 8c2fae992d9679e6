import type { ByteSink } from './byte-sink.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A UUID as ClickHouse has it: two little-endian numbers of 64 bits. Throws a RangeError for what is none. */
export function writeUuid(sink: ByteSink, value: unknown): void {
  if (typeof value !== 'string' || !UUID.test(value)) throw new RangeError('a UUID is expected');
  sink.uint32(hex4(value, 9) * 65_536 + hex4(value, 14));
  sink.uint32(hex4(value, 0) * 65_536 + hex4(value, 4));
  sink.uint32(hex4(value, 28) * 65_536 + hex4(value, 32));
  sink.uint32(hex4(value, 19) * 65_536 + hex4(value, 24));
}

/** Four hex digits as a number. */
function hex4(text: string, at: number): number {
  return (
    (digit(text, at) << 12) | (digit(text, at + 1) << 8) | (digit(text, at + 2) << 4) | digit(text, at + 3)
  );
}

/** Letters, of either case, lie 9 behind what their low four bits say. */
function digit(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code > 57 ? (code & 15) + 9 : code & 15;
}
