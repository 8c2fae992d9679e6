import type { ExportFormat } from '@heliograph/contracts/exports';
import { csvEncoder } from './csv-encoder.ts';
import type { ExportedRequest } from './exported-request.ts';
import { parquetEncoder } from './parquet-encoder.ts';

/** Writes requests in one format; the bytes it gives are a file when put one behind the other. */
export interface RowEncoder {
  encode(rows: readonly ExportedRequest[]): Uint8Array;
  /** What stands behind the last rows. */
  finish(): Uint8Array;
}

export function createEncoder(format: ExportFormat, withBodies: boolean): RowEncoder {
  if (format === 'csv') return csvEncoder(withBodies);
  return format === 'parquet' ? parquetEncoder(withBodies) : jsonLinesEncoder();
}

/** Requests as the API shows them, one to a line. */
function jsonLinesEncoder(): RowEncoder {
  return {
    encode: (rows) => Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join('')),
    finish: () => new Uint8Array(),
  };
}
