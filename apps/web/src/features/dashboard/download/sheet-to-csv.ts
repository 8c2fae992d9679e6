import type { Sheet } from '../prepare/sheet.ts';

/** A table as a CSV file (RFC 4180): values as they came, nothing for missing ones, formulas disarmed. */
export function sheetToCsv({ columns, rows }: Sheet): string {
  const lines = [columns.map(({ label }) => label), ...rows.map(({ cells }) => cells.map(({ raw }) => raw))];
  return lines.map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

function field(value: number | string | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  // A number, or text that a spreadsheet would take for a formula (OWASP: CSV injection).
  const isNumber = /^-?\d+(\.\d+)?$/.test(value);
  const safe = !isNumber && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
