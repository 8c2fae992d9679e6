import type { SqlReader } from './sql-reader.ts';

const plain = new Set(
  `String Bool UUID Date Date32 DateTime DateTime64 FixedString Decimal Decimal32 Decimal64 Decimal128 Float32 Float64
  Int8 Int16 Int32 Int64 Int128 Int256 UInt8 UInt16 UInt32 UInt64 UInt128 UInt256 IPv4 IPv6`.split(/\s+/),
);
const nesting = new Set(['Array', 'Nullable', 'LowCardinality', 'Map', 'Tuple']);
const byLowerCase = new Map([...plain, ...nesting].map((name) => [name.toLowerCase(), name]));
const synonyms = new Map([
  ...['text', 'varchar'].map((name) => [name, 'String'] as const),
  ...['int', 'integer'].map((name) => [name, 'Int32'] as const),
  ...[['bigint', 'Int64'] as const, ['double', 'Float64'] as const, ['float', 'Float32'] as const],
  ...[['timestamp', 'DateTime'] as const, ['boolean', 'Bool'] as const],
]);

/** Reads a type such as `Array(Nullable(String))` and puts it; returns its text. Types that aren't data are refused. */
export function readType(reader: SqlReader): string {
  const token = reader.take();
  const lower = token.text.toLowerCase();
  const name = token.kind === 'word' ? (byLowerCase.get(lower) ?? synonyms.get(lower)) : undefined;
  if (name === undefined) {
    throw reader.fault(`There is no type ${reader.sql.slice(token.start, token.end)} here.`, token);
  }
  reader.put(name, token);
  if (!reader.isSymbol('(')) return name;
  reader.put('(', reader.take());
  const parts: string[] = [];
  do {
    parts.push(reader.nested(() => readArgument(reader, nesting.has(name))));
  } while (reader.putSymbol(','));
  reader.expectSymbol(')', 'behind the type');
  return `${name}(${parts.join(', ')})`;
}

function readArgument(reader: SqlReader, isType: boolean): string {
  if (isType) return readType(reader);
  const token = reader.peek();
  if (token.kind !== 'number' && token.kind !== 'string') throw reader.fault('A number is missing here.');
  reader.put(token.text, reader.take());
  return token.text;
}
