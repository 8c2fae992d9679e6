import { findSqlTable, sqlTables } from '@heliograph/contracts/sql-tables';
import { cteName, readAlias, readExpression } from './read-expression.ts';
import { readQuery, startsQuery } from './read-query.ts';
import { refuseClause } from './read-select.ts';
import type { SqlReader } from './sql-reader.ts';

const joinWords = ['INNER', 'LEFT', 'RIGHT', 'FULL', 'OUTER', 'CROSS', 'ANY', 'ALL', 'ASOF', 'SEMI', 'ANTI'];

/** Reads what stands behind FROM: tables of the caller's own, queries of WITH, queries in parentheses, and joins of them. */
export function readTables(reader: SqlReader): void {
  readTable(reader);
  for (;;) {
    if (reader.putSymbol(',')) readTable(reader);
    else if (reader.isWord('ARRAY', 'JOIN') || reader.isWord('LEFT', 'ARRAY', 'JOIN')) readArrayJoin(reader);
    else if (isJoin(reader)) readJoin(reader);
    else return;
  }
}

function isJoin(reader: SqlReader): boolean {
  const { kind, text } = reader.peek();
  return kind === 'word' && ['JOIN', 'GLOBAL', 'PASTE', 'LOCAL', ...joinWords].includes(text.toUpperCase());
}

function readJoin(reader: SqlReader): void {
  while (joinWords.some((word) => reader.putWords(word)));
  if (!reader.putWords('JOIN')) throw reader.fault(`JOIN is missing before ${reader.found}.`);
  readTable(reader);
  if (reader.putWords('ON')) readExpression(reader);
  else if (reader.putWords('USING')) {
    const open = reader.putSymbol('(');
    do reader.putName(reader.name('A column'));
    while (reader.putSymbol(','));
    if (open) reader.expectSymbol(')', 'behind the columns');
  }
}

/** Reads ARRAY JOIN and its list. */
export function readArrayJoin(reader: SqlReader): void {
  reader.putWords('LEFT');
  reader.putWords('ARRAY', 'JOIN');
  do {
    readExpression(reader);
    if (reader.isWord('AS')) readAlias(reader);
  } while (reader.putSymbol(','));
}

function readTable(reader: SqlReader): void {
  if (reader.isSymbol('(')) {
    if (!startsQuery(reader)) throw reader.fault('In parentheses behind FROM comes a query.');
    reader.putSymbol('(');
    readQuery(reader);
    reader.expectSymbol(')', 'behind the query');
    readTableAlias(reader);
    return;
  }
  if (reader.isSymbol('{')) throw reader.fault('The name of a table is no parameter.');
  const token = reader.name('A table');
  if (reader.isSymbol('(')) {
    throw reader.fault(`Table functions such as ${token.text}(…) are not available. ${thereAre}`, token);
  }
  if (reader.isSymbol('.')) {
    throw reader.fault(`Tables are named without a database. ${thereAre}`, token);
  }
  if (reader.scopes.some((scope) => scope.has(token.text))) {
    reader.put(cteName(token.text), token);
    readTableAlias(reader, token.text);
    return;
  }
  const table = findSqlTable(token.text);
  if (table === undefined) throw reader.fault(`There is no table ${token.text}. ${thereAre}`, token);
  reader.putTable(table.name, token);
  readTableAlias(reader, table.name);
}

/** An alias; tables and queries of WITH keep their own name as one, because they are called otherwise in what is sent. */
function readTableAlias(reader: SqlReader, standard?: string): void {
  refuseClause(reader);
  const at = reader.peek();
  if (reader.isWord('AS')) readAlias(reader);
  else if (reader.isName()) {
    reader.put('AS', at);
    reader.putName(reader.take());
  } else if (standard !== undefined) reader.put(`AS \`${standard}\``, at);
  refuseClause(reader);
}

const thereAre = `There are: ${sqlTables.map(({ name }) => name).join(', ')}.`;
