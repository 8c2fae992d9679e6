import { exportColumns } from './export-columns.ts';
import type { RowEncoder } from './row-encoder.ts';

/**
 * What spreadsheets take for the beginning of a formula, behind any number of apostrophes: OWASP, CSV injection, with the
 * full-width signs that some take for the same.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const QUOTED = /[",\r\n]/;
/** Excel reads a file without it in the character set of its country. */
const BYTE_ORDER_MARK = '\ufeff';

/** Comma-separated values as RFC 4180 has them, with a line of names. */
export function csvEncoder(withBodies: boolean): RowEncoder {
  const columns = exportColumns(withBodies);
  let head = `${BYTE_ORDER_MARK}${columns.map(({ name }) => name).join(',')}\r\n`;
  const takeHead = (): string => {
    const text = head;
    head = '';
    return text;
  };
  return {
    encode(rows) {
      const lines = rows.map((row) => `${columns.map(({ of }) => csvCell(of(row))).join(',')}\r\n`);
      return Buffer.from(takeHead() + lines.join(''));
    },
    finish: () => Buffer.from(takeHead()),
  };
}

/**
 * A value as a cell; null is empty. A text that a spreadsheet would run gets an apostrophe in front, which it doesn't show;
 * whoever reads the file by program takes one apostrophe from what matches `'+` and then one of these signs.
 */
export function csvCell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
