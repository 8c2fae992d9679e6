import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import { type ExportColumn, exportColumns } from './export-columns.ts';
import type { RowEncoder } from './row-encoder.ts';

const elements: Record<ExportColumn['type'], Pick<SchemaElement, 'type' | 'converted_type'>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  json: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
};

/** Apache Parquet, a row group for each call; only the places of the groups stay in memory. */
export function parquetEncoder(withBodies: boolean): RowEncoder {
  const columns = exportColumns(withBodies);
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(({ name, type }) => ({
        ...{ name, ...elements[type] },
        repetition_type: 'OPTIONAL' as const,
      })),
    ],
    createdBy: 'Heliograph',
  });
  /** What was written since the last call. */
  const taken = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  return {
    encode(rows) {
      if (rows.length === 0) return new Uint8Array();
      void parquet.write({
        columnData: columns.map(({ name, type, of }) => ({
          name,
          data: rows.map((row) => {
            const value = of(row);
            return type === 'time' && typeof value === 'string' ? new Date(value) : value;
          }),
        })),
        rowGroupSize: rows.length,
      });
      return taken();
    },
    finish() {
      void parquet.finish();
      return taken();
    },
  };
}
