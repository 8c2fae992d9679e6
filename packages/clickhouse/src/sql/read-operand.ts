import { readCall } from './read-call.ts';
import { isLiteralWord, readExpression, readList } from './read-expression.ts';
import { readQuery, startsQuery } from './read-query.ts';
import { readType } from './read-type.ts';
import type { SqlReader } from './sql-reader.ts';

const units = new Set(
  'SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR MILLISECOND MICROSECOND NANOSECOND'.split(' '),
);

/** Reads a value: a literal, a parameter, a column, a call, a list in brackets, a query in parentheses; and what hangs on it. */
export function readOperand(reader: SqlReader): void {
  readValue(reader);
  for (;;) {
    if (reader.putSymbol('[')) {
      readExpression(reader);
      reader.expectSymbol(']', 'behind the index');
    } else if (reader.putSymbol('::')) readType(reader);
    else if (reader.isSymbol('.')) readElement(reader);
    else return;
  }
}

function readValue(reader: SqlReader): void {
  const token = reader.peek();
  if (token.kind === 'string' || token.kind === 'number') reader.put(token.text, reader.take());
  else if (reader.isSymbol('(')) readParentheses(reader);
  else if (reader.putSymbol('[')) {
    readList(reader);
    reader.expectSymbol(']', 'behind the array');
  } else if (reader.isSymbol('{')) readParameter(reader);
  else if (reader.isSymbol('*')) readStar(reader);
  else if (token.kind === 'word') readWord(reader);
  else if (token.kind === 'name') readColumn(reader);
  else throw reader.fault(`A value is missing before ${reader.found}.`);
}

function readParentheses(reader: SqlReader): void {
  reader.putSymbol('(');
  if (startsQuery(reader)) readQuery(reader);
  else readList(reader);
  reader.expectSymbol(')', 'here');
}

/** `{name:Type}`: its value comes beside the statement, under a name of its own there. */
function readParameter(reader: SqlReader): void {
  const open = reader.take();
  const name = reader.take();
  if (name.kind !== 'word') throw reader.fault('A parameter is written {name:Type}.', name);
  if (!reader.isSymbol(':')) throw reader.fault('A parameter is written {name:Type}.');
  reader.take();
  reader.put(`{p_${name.text}:`, open);
  const type = readType(reader);
  const known = reader.parameters.get(name.text);
  if (known !== undefined && known.type !== type) {
    throw reader.fault(`The parameter ${name.text} is ${known.type} elsewhere.`, name);
  }
  reader.parameters.set(name.text, { type, at: name });
  reader.expectSymbol('}', 'behind the parameter');
}

/** `*`, perhaps without some columns. */
function readStar(reader: SqlReader): void {
  reader.names.add('*');
  reader.put('*', reader.take());
  if (!reader.isWord('EXCEPT') || !reader.isSymbol('(', 1) || startsQuery(reader, 2)) return;
  reader.putWords('EXCEPT');
  reader.putSymbol('(');
  do reader.putName(reader.name('A column'));
  while (reader.putSymbol(','));
  reader.expectSymbol(')', 'behind the columns');
}

function readWord(reader: SqlReader): void {
  const token = reader.peek();
  const upper = token.text.toUpperCase();
  const next = reader.peek(1);
  if (upper === 'CASE') readCase(reader);
  else if (upper === 'INTERVAL' && !isColumn(reader)) readInterval(reader);
  else if ((upper === 'DATE' || upper === 'TIMESTAMP') && next.kind === 'string') {
    reader.put(upper, reader.take());
    reader.put(next.text, reader.take());
  } else if (upper === 'EXISTS' && reader.isSymbol('(', 1) && startsQuery(reader, 2)) {
    reader.putWords('EXISTS');
    readParentheses(reader);
  } else if (isLiteralWord(upper) && !reader.isSymbol('(', 1)) reader.put(upper, reader.take());
  else if (reader.isSymbol('(', 1)) readCall(reader);
  else if (reader.isName()) readColumn(reader);
  else throw reader.fault(`A value is missing before ${reader.found}.`);
}

/** Whether the word INTERVAL is a name here: nothing that can be a number follows. */
function isColumn(reader: SqlReader): boolean {
  const { kind, text } = reader.peek(1);
  return (
    kind !== 'number' &&
    kind !== 'string' &&
    !(kind === 'symbol' && ['(', '{', '-'].includes(text)) &&
    kind !== 'word'
  );
}

function readInterval(reader: SqlReader): void {
  reader.putWords('INTERVAL');
  reader.putSymbol('-');
  const isText = reader.peek().kind === 'string';
  readValue(reader);
  const unit = reader.peek();
  const name = unit.text.toUpperCase().replace(/S$/, '');
  if (unit.kind === 'word' && units.has(name)) reader.put(name, reader.take());
  else if (!isText) throw reader.fault(`A unit such as DAY is missing before ${reader.found}.`);
}

function readCase(reader: SqlReader): void {
  reader.putWords('CASE');
  if (!reader.isWord('WHEN')) readExpression(reader);
  while (reader.putWords('WHEN')) {
    readExpression(reader);
    reader.expectWords('behind WHEN', 'THEN');
    readExpression(reader);
  }
  if (reader.putWords('ELSE')) readExpression(reader);
  reader.expectWords('behind CASE', 'END');
}

/** A column, with the table or alias it belongs to before a dot. */
function readColumn(reader: SqlReader): void {
  reader.putName(reader.name('A column'));
}

/** What stands behind a dot: a column, all of them, an element by its number or name. */
function readElement(reader: SqlReader): void {
  reader.putSymbol('.');
  const token = reader.peek();
  if (token.kind === 'number') reader.put(token.text, reader.take());
  else if (reader.isSymbol('*')) readStar(reader);
  else if (token.kind === 'word' || token.kind === 'name') {
    reader.putName(reader.take());
    if (reader.isSymbol('(')) throw reader.fault('No function has a dot in its name.', token);
  } else throw reader.fault(`A name is missing before ${reader.found}.`);
}
