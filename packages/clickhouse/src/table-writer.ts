import { Readable } from 'node:stream';
import { z } from 'zod';
import { ClickHouseError, type ClickHouseClient } from './client.ts';
import { insertSettings } from './insert-settings.ts';
import {
  type ColumnType,
  createRowEncoder,
  type EncodedRow,
  type RowEncoder,
} from './row-binary/row-encoder.ts';

/** A table as the ingestion writes into it. */
export interface TableWriter<Row> {
  /** How rows are written; asks ClickHouse for the types of its columns where they aren't known. Rejects where it's away. */
  encoder(): Promise<RowEncoder<Row>>;
  /**
   * Inserts rows as one deduplicated insert: with the same token and rows a second time, nothing changes. Rejects with an
   * Error where the table's columns are others than when the rows were written: then they have to be written anew.
   */
  insert(rows: readonly EncodedRow[], token: string): Promise<void>;
}

/** With these ClickHouse refuses an insert whose columns aren't those of its table. */
const OTHER_COLUMNS = new Set(['16', '53', '117']);

/** `columns`: which of the table's columns rows have. The types are ClickHouse's own, so that only migrations name them. */
export function createTableWriter<Row extends object>(
  client: ClickHouseClient,
  { table, columns }: { table: string; columns: readonly (keyof Row & string)[] },
): TableWriter<Row> {
  // One for all who ask at once: rows of two encoders can't share an insert.
  let known: Promise<RowEncoder<Row>> | null = null;

  const readEncoder = async (): Promise<RowEncoder<Row>> =>
    createRowEncoder<Row>(typesOf(table, columns, await describe(client, table)));

  const encoder = (): Promise<RowEncoder<Row>> => {
    if (known !== null) return known;
    const reading = readEncoder();
    known = reading;
    reading.catch(() => (known = null));
    return reading;
  };

  return {
    encoder,
    async insert(rows, token) {
      const [first] = rows;
      if (first === undefined) return;
      const { header } = first;
      if (rows.some((row) => row.header !== header)) throw new Error(`The columns of ${table} have changed`);
      try {
        const { stream } = await client.exec({
          query: `INSERT INTO ${table} (${columns.join(', ')}) FORMAT RowBinaryWithNamesAndTypes`,
          values: Readable.from(pieces(header, rows), { objectMode: false }),
          clickhouse_settings: insertSettings(token),
        });
        // An insert answers nothing; the connection is free when that is read.
        for await (const _ of stream);
      } catch (error) {
        if (!(error instanceof ClickHouseError) || !OTHER_COLUMNS.has(error.code)) throw error;
        known = null;
        if ((await encoder()).header.equals(header)) throw error;
        throw new Error(`The columns of ${table} have changed`, { cause: error });
      }
    },
  };
}

const describedSchema = z.array(z.object({ name: z.string(), type: z.string() }));

async function describe(client: ClickHouseClient, table: string): Promise<ColumnType[]> {
  const result = await client.query({ query: `DESCRIBE TABLE ${table}`, format: 'JSONEachRow' });
  return describedSchema.parse(await result.json());
}

/** The chosen columns with their types. Throws where the table lacks one: its migration hasn't come yet. */
function typesOf(table: string, columns: readonly string[], described: readonly ColumnType[]): ColumnType[] {
  return columns.map((name) => {
    const column = described.find((candidate) => candidate.name === name);
    if (column === undefined) throw new Error(`The table ${table} has no column ${name} yet`);
    return column;
  });
}

/** The data of an insert. Rows that were written one behind the other go as one piece, without a copy. */
function* pieces(header: Buffer, rows: readonly EncodedRow[]): Generator<Buffer> {
  let piece = header;
  for (const { bytes } of rows) {
    if (bytes.buffer === piece.buffer && bytes.byteOffset === piece.byteOffset + piece.length) {
      piece = Buffer.from(piece.buffer, piece.byteOffset, piece.length + bytes.length);
      continue;
    }
    yield piece;
    piece = bytes;
  }
  yield piece;
}
