import { ByteSink } from './byte-sink.ts';
import { type ValueWriter, valueWriter } from './value-writer.ts';

/** A column as ClickHouse describes it. */
export interface ColumnType {
  name: string;
  type: string;
}

/** How rows of a table are written: its columns in order, which an insert names in front of its rows. */
export interface RowEncoder<Row> {
  /** Names and types of the columns, as RowBinaryWithNamesAndTypes begins. */
  header: Buffer;
  /** Throws a RangeError that names the column where a value doesn't fit. */
  encode(row: Row): EncodedRow;
}

/** A row ready to be sent, and what wrote it: rows of different encoders can't share an insert. */
export interface EncodedRow {
  bytes: Buffer;
  header: Buffer;
}

/** Throws a RangeError where a column's type is none that rows can be written in. */
export function createRowEncoder<Row extends object>(columns: readonly ColumnType[]): RowEncoder<Row> {
  const writers = columns.map(({ name, type }) => [name, valueWriter(type)] as const);
  const sink = new ByteSink();
  const header = headerOf(columns);
  return {
    header,
    encode(row) {
      sink.clear();
      for (const [name, write] of writers) writeValue(sink, name, write, row[name as keyof Row]);
      return { bytes: sink.take(), header };
    },
  };
}

function writeValue(sink: ByteSink, name: string, write: ValueWriter, value: unknown): void {
  try {
    write(sink, value);
  } catch (error) {
    if (error instanceof RangeError) throw new RangeError(`${name}: ${error.message}`, { cause: error });
    throw error;
  }
}

function headerOf(columns: readonly ColumnType[]): Buffer {
  const sink = new ByteSink(16 * 1024);
  sink.varint(columns.length);
  for (const { name } of columns) sink.text(name);
  for (const { type } of columns) sink.text(type);
  return sink.take();
}
