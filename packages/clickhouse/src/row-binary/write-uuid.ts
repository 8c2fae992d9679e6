import type { ByteSink } from './byte-sink.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A UUID as ClickHouse has it: two little-endian numbers of 64 bits. Throws a RangeError for what is none. */
export function writeUuid(sink: ByteSink, value: unknown): void {
  if (typeof value !== 'string' || !UUID.test(value)) throw new RangeError('a UUID is expected');
  sink.uint32(parseInt(value.slice(9, 13) + value.slice(14, 18), 16));
  sink.uint32(parseInt(value.slice(0, 8), 16));
  sink.uint32(parseInt(value.slice(28, 36), 16));
  sink.uint32(parseInt(value.slice(19, 23) + value.slice(24, 28), 16));
}
