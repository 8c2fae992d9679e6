import type { ByteSink } from './byte-sink.ts';
import { parseType } from './parse-type.ts';
import { writeDecimal } from './write-decimal.ts';
import { writeUuid } from './write-uuid.ts';

/** Writes one value as ClickHouse's RowBinary has it. Throws a RangeError where the type can't hold it. */
export type ValueWriter = (sink: ByteSink, value: unknown) => void;

/**
 * The writer of a type by its name in ClickHouse. Values are what JSON would hold: times and decimals as text.
 * Throws a RangeError for a type that it doesn't know.
 */
export function valueWriter(type: string): ValueWriter {
  const { name, arguments: inner } = parseType(type);
  const [first = '', second = ''] = inner;
  const simple = simpleWriters[name];
  if (simple !== undefined) return simple;
  switch (name) {
    case 'LowCardinality':
      return valueWriter(first);
    case 'Nullable':
      return nullable(valueWriter(first));
    case 'Array':
      return array(valueWriter(first));
    case 'Map':
      return map(valueWriter(first), valueWriter(second));
    case 'Decimal':
      return decimal(Number(first), Number(second));
    case 'DateTime64':
      return dateTime64(Number(first));
    default:
      throw new RangeError(`Rows can't be written into a column of type ${type}`);
  }
}

const text: ValueWriter = (sink, value) => {
  if (typeof value !== 'string') throw new RangeError(`a text is expected, not ${typeof value}`);
  sink.text(value);
};

const truth: ValueWriter = (sink, value) => sink.uint8(value === true ? 1 : 0);

/** Whole numbers of `bits` bits, which must not be beyond what a double holds exactly. */
function whole(bits: number, signed: boolean, write: (sink: ByteSink, value: number) => void): ValueWriter {
  const limit = Math.min(2 ** (signed ? bits - 1 : bits) - 1, Number.MAX_SAFE_INTEGER);
  const least = signed ? -limit - (limit === Number.MAX_SAFE_INTEGER ? 0 : 1) : 0;
  return (sink, value) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > limit)
      throw new RangeError(`a whole number from ${least} to ${limit} is expected`);
    write(sink, value);
  };
}

function float(write: (sink: ByteSink, value: number) => void): ValueWriter {
  return (sink, value) => {
    if (typeof value !== 'number') throw new RangeError(`a number is expected, not ${typeof value}`);
    write(sink, value);
  };
}

const simpleWriters: Record<string, ValueWriter> = {
  String: text,
  Bool: truth,
  UUID: writeUuid,
  UInt8: whole(8, false, (sink, value) => sink.uint8(value)),
  UInt16: whole(16, false, (sink, value) => sink.uint16(value)),
  UInt32: whole(32, false, (sink, value) => sink.uint32(value)),
  UInt64: whole(64, false, (sink, value) => sink.int64(value)),
  Int8: whole(8, true, (sink, value) => sink.uint8(value & 0xff)),
  Int16: whole(16, true, (sink, value) => sink.uint16(value & 0xffff)),
  Int32: whole(32, true, (sink, value) => sink.uint32(value >>> 0)),
  Int64: whole(64, true, (sink, value) => sink.int64(value)),
  Float32: float((sink, value) => sink.float32(value)),
  Float64: float((sink, value) => sink.float64(value)),
};

function nullable(write: ValueWriter): ValueWriter {
  return (sink, value) => {
    if (value === null) return sink.uint8(1);
    sink.uint8(0);
    write(sink, value);
  };
}

function array(write: ValueWriter): ValueWriter {
  return (sink, value) => {
    if (!Array.isArray(value)) throw new RangeError('a list is expected');
    sink.varint(value.length);
    for (const item of value) write(sink, item);
  };
}

function map(writeKey: ValueWriter, writeItem: ValueWriter): ValueWriter {
  return (sink, value) => {
    if (typeof value !== 'object' || value === null) throw new RangeError('an object is expected');
    const entries = Object.entries(value);
    sink.varint(entries.length);
    for (const [key, item] of entries) {
      writeKey(sink, key);
      writeItem(sink, item);
    }
  };
}

/** Up to 18 digits, which are 64 bits. */
function decimal(precision: number, scale: number): ValueWriter {
  if (!(precision > 9 && precision <= 18)) {
    throw new RangeError(`Rows can't be written into a Decimal(${precision}, ${scale})`);
  }
  return (sink, value) => {
    if (typeof value !== 'string') throw new RangeError('a decimal as text is expected');
    writeDecimal(sink, value, { precision, scale });
  };
}

const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/;

/** `YYYY-MM-DD hh:mm:ss.sss` in UTC, as ticks of 10^-scale seconds since 1970. */
function dateTime64(scale: number): ValueWriter {
  const perMs = 10 ** (scale - 3);
  return (sink, value) => {
    const ms = typeof value === 'string' && TIME.test(value) ? Date.parse(`${value}Z`) : NaN;
    if (Number.isNaN(ms)) throw new RangeError('a time in UTC is expected');
    sink.int64(Math.floor(ms * perMs));
  };
}
