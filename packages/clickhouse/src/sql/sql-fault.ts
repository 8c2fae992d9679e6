import { HeliographError } from '@heliograph/contracts/error-codes';

/** Where something stands in a statement: offsets in UTF-16 units, the end exclusive. */
export interface SqlSpan {
  start: number;
  end: number;
}

/**
 * The refusal of a statement, for the caller: why, and where. `details` holds `position` (offset), `length`, `line` and
 * `column` (from 1).
 */
export function sqlFault(sql: string, span: SqlSpan | undefined, message: string): HeliographError {
  if (span === undefined) return new HeliographError('invalid_request', message);
  const { start, end } = span;
  const before = sql.slice(0, start);
  const line = before.split('\n').length;
  const column = start - before.lastIndexOf('\n');
  return new HeliographError('invalid_request', `${message} (line ${line}, column ${column})`, {
    details: { position: start, length: Math.max(0, end - start), line, column },
  });
}
