import { findSqlFunction } from '@heliograph/contracts/sql-functions';
import { readExpression, readList } from './read-expression.ts';
import { readOrder } from './read-order.ts';
import { readType } from './read-type.ts';
import type { SqlReader } from './sql-reader.ts';

/** Reads a call of a function that is allowed, up to its OVER. Throws `invalid_request` for any other. */
export function readCall(reader: SqlReader): void {
  const token = reader.take();
  const upper = token.text.toUpperCase();
  if (upper === 'CAST') {
    readCast(reader, token);
    return;
  }
  if (upper === 'COLUMNS') throw reader.fault('COLUMNS(…) is not known here: name the columns.', token);
  const name = findSqlFunction(token.text);
  if (name === undefined) {
    const hint = ['IN', 'NOTIN'].includes(upper)
      ? ' Write it as an operator.'
      : ' docs/sql.md lists those there are.';
    throw reader.fault(`The function ${token.text} is not available.${hint}`, token);
  }
  reader.put(name, token);
  readArguments(reader);
  // Parameters of an aggregate come first: quantile(0.9)(latency_ms).
  if (reader.isSymbol('(')) readArguments(reader);
  if (!reader.putWords('IGNORE', 'NULLS')) reader.putWords('RESPECT', 'NULLS');
  if (reader.isWord('FILTER')) {
    reader.putWords('FILTER');
    reader.expectSymbol('(', 'behind FILTER');
    reader.expectWords('behind FILTER (', 'WHERE');
    readExpression(reader);
    reader.expectSymbol(')', 'behind FILTER');
  }
  if (!reader.putWords('OVER')) return;
  if (reader.isSymbol('(')) readWindow(reader);
  else reader.putName(reader.name('A window'));
}

function readArguments(reader: SqlReader): void {
  reader.expectSymbol('(', 'behind the function');
  reader.putWords('DISTINCT');
  readList(reader);
  reader.expectSymbol(')', 'behind the arguments');
}

function readCast(reader: SqlReader, token: { start: number; end: number }): void {
  reader.put('CAST', token);
  reader.expectSymbol('(', 'behind CAST');
  readExpression(reader);
  if (reader.putWords('AS')) readType(reader);
  else {
    reader.expectSymbol(',', 'before the type');
    const type = reader.take();
    if (type.kind !== 'string') throw reader.fault('A type as text is missing here.', type);
    reader.put(type.text, type);
  }
  reader.expectSymbol(')', 'behind CAST');
}

const frameWords = new Set('ROWS RANGE BETWEEN UNBOUNDED PRECEDING FOLLOWING AND CURRENT ROW'.split(' '));

/** Reads a window in parentheses: PARTITION BY, ORDER BY and the frame. */
export function readWindow(reader: SqlReader): void {
  reader.expectSymbol('(', 'before the window');
  if (reader.putWords('PARTITION', 'BY')) {
    do readExpression(reader);
    while (reader.putSymbol(','));
  }
  if (reader.isWord('ORDER', 'BY')) readOrder(reader);
  for (;;) {
    const token = reader.peek();
    if (token.kind === 'number') reader.put(token.text, reader.take());
    else if (token.kind === 'word' && frameWords.has(token.text.toUpperCase()))
      reader.putWords(token.text.toUpperCase());
    else break;
  }
  reader.expectSymbol(')', 'behind the window');
}
