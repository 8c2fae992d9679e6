import { readOperand } from './read-operand.ts';
import { readQuery, startsQuery } from './read-query.ts';
import type { Piece, SqlReader } from './sql-reader.ts';

const signs = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '||',
  '=',
  '==',
  '!=',
  '<>',
  '<',
  '<=',
  '>',
  '>=',
  '<=>',
  '->',
  '?',
  ':',
];
const wordOperators: readonly string[][] = [
  ['AND'],
  ['OR'],
  ['XOR'],
  ['DIV'],
  ['MOD'],
  ['LIKE'],
  ['ILIKE'],
  ['REGEXP'],
  ['BETWEEN'],
  ['NOT', 'LIKE'],
  ['NOT', 'ILIKE'],
  ['NOT', 'REGEXP'],
  ['NOT', 'BETWEEN'],
  ['IS', 'DISTINCT', 'FROM'],
  ['IS', 'NOT', 'DISTINCT', 'FROM'],
];

/**
 * Reads an expression: operands with operators between them. Which binds stronger is ClickHouse's to know, because every
 * token is put in its order; what matters here is that there is nothing else among them.
 */
export function readExpression(reader: SqlReader): void {
  reader.nested(() => {
    for (;;) {
      while (reader.putWords('NOT') || reader.putSymbol('-') || reader.putSymbol('+'));
      readOperand(reader);
      readTests(reader);
      if (!putOperator(reader)) return;
    }
  });
}

function putOperator(reader: SqlReader): boolean {
  return (
    signs.some((sign) => reader.putSymbol(sign)) || wordOperators.some((words) => reader.putWords(...words))
  );
}

/** IS NULL and IN, which stand behind an operand. */
function readTests(reader: SqlReader): void {
  for (;;) {
    if (reader.putWords('IS', 'NULL') || reader.putWords('IS', 'NOT', 'NULL')) continue;
    if (reader.isWord('GLOBAL')) throw reader.fault('GLOBAL is not needed here: write IN or JOIN.');
    if (!reader.putWords('IN') && !reader.putWords('NOT', 'IN')) return;
    readSet(reader);
  }
}

/** What IN looks in. A bare name there would be the name of a table: only queries of WITH have one. */
function readSet(reader: SqlReader): void {
  if (reader.isSymbol('{') || reader.isSymbol('[')) {
    readOperand(reader);
    return;
  }
  if (reader.isName() && (reader.isSymbol('(', 1) || reader.isSymbol('.', 1))) {
    throw reader.fault('Behind IN comes a list in parentheses, a query in parentheses, or an array.');
  }
  if (reader.isName()) {
    const token = reader.name('A list');
    if (!reader.scopes.some((scope) => scope.has(token.text))) {
      throw reader.fault(
        'Behind IN comes a list in parentheses, a query in parentheses, an array or the name of a query of WITH.',
        token,
      );
    }
    reader.put(cteName(token.text), token);
    return;
  }
  const open = reader.peek();
  reader.expectSymbol('(', 'behind IN');
  if (startsQuery(reader)) {
    readQuery(reader);
  } else {
    const first = reader.peek();
    const from = reader.pieces.length;
    const count = readList(reader);
    if (count === 1 && beginsWithName(reader.pieces.slice(from))) {
      throw reader.fault('A name alone behind IN would be a table. Write = or an array: IN [name].', first);
    }
    if (count === 0) throw reader.fault('The list behind IN is empty.', open);
  }
  reader.expectSymbol(')', 'behind the list');
}

/** Whether a name comes first, whatever parentheses stand around it: ClickHouse reads through them. */
function beginsWithName(pieces: readonly Piece[]): boolean {
  const first = pieces.find((piece) => !('text' in piece) || piece.text !== '(');
  return first === undefined || !('text' in first) || first.text.startsWith('`');
}

/** How a query of WITH is called in what is sent: no table, and no name of the caller's, can begin with a $. */
export function cteName(name: string): string {
  return `\`$with ${name}\``;
}

const literalWords = new Set(['NULL', 'TRUE', 'FALSE', 'INF', 'NAN']);

export function isLiteralWord(text: string): boolean {
  return literalWords.has(text.toUpperCase());
}

/** Reads expressions, each perhaps with an alias, up to a closing bracket; returns how many. */
export function readList(reader: SqlReader): number {
  let count = 0;
  if (reader.isSymbol(')') || reader.isSymbol(']')) return count;
  do {
    if (startsQuery(reader)) throw reader.fault('A query among values stands in parentheses of its own.');
    readExpression(reader);
    if (reader.isWord('AS')) readAlias(reader);
    count += 1;
  } while (reader.putSymbol(','));
  return count;
}

/** Reads AS and a name. */
export function readAlias(reader: SqlReader): void {
  reader.putWords('AS');
  reader.putName(reader.name('A name'));
}
