import { cteName, readExpression } from './read-expression.ts';
import { readSelect } from './read-select.ts';
import { findSqlTable } from '@heliograph/contracts/sql-tables';
import type { SqlReader } from './sql-reader.ts';

/** Whether a query begins here: SELECT or WITH, perhaps in parentheses. */
export function startsQuery(reader: SqlReader, ahead = 0): boolean {
  let at = ahead;
  while (reader.isSymbol('(', at)) at += 1;
  const { kind, text } = reader.peek(at);
  return kind === 'word' && ['SELECT', 'WITH'].includes(text.toUpperCase());
}

/** Reads a query: WITH, and one SELECT or several joined by UNION, INTERSECT or EXCEPT. */
export function readQuery(reader: SqlReader): void {
  reader.nested(() => {
    const scope = new Set<string>();
    reader.scopes.push(scope);
    if (reader.putWords('WITH')) readWith(reader, scope);
    readPart(reader);
    while (putSetOperator(reader)) readPart(reader);
    reader.scopes.pop();
  });
}

function readPart(reader: SqlReader): void {
  if (reader.isSymbol('(')) {
    reader.putSymbol('(');
    readQuery(reader);
    reader.expectSymbol(')', 'behind the query');
  } else if (reader.isWord('SELECT')) readSelect(reader);
  else if (reader.isWord('WITH')) readQuery(reader);
  else throw reader.fault(`SELECT is missing before ${reader.found}.`);
}

function putSetOperator(reader: SqlReader): boolean {
  if (reader.putWords('UNION')) {
    if (reader.putWords('ALL') || reader.putWords('DISTINCT')) return true;
    throw reader.fault('Say UNION ALL or UNION DISTINCT.');
  }
  if (!reader.putWords('INTERSECT') && !reader.putWords('EXCEPT')) return false;
  reader.putWords('DISTINCT');
  return true;
}

function readWith(reader: SqlReader, scope: Set<string>): void {
  if (reader.isWord('RECURSIVE')) throw reader.fault('WITH RECURSIVE is not available.');
  do {
    if (reader.isName() && isAs(reader, 1) && reader.isSymbol('(', 2) && startsQuery(reader, 2)) {
      const name = reader.name('A name');
      if (findSqlTable(name.text) !== undefined) {
        throw reader.fault(`${name.text} is a table already: give the query of WITH another name.`, name);
      }
      reader.put(cteName(name.text), name);
      reader.putWords('AS');
      reader.putSymbol('(');
      readQuery(reader);
      reader.expectSymbol(')', 'behind the query');
      scope.add(name.text);
    } else {
      readExpression(reader);
      if (!reader.putWords('AS')) throw reader.fault('AS and a name are missing behind what WITH names.');
      reader.putName(reader.name('A name'));
    }
  } while (reader.putSymbol(','));
}

function isAs(reader: SqlReader, ahead: number): boolean {
  const { kind, text } = reader.peek(ahead);
  return kind === 'word' && text.toUpperCase() === 'AS';
}
