import { readExpression } from './read-expression.ts';
import { readWindow } from './read-call.ts';
import { readOrder } from './read-order.ts';
import { readArrayJoin, readTables } from './read-tables.ts';
import type { SqlReader } from './sql-reader.ts';

/** Clauses that ClickHouse has and statements here don't, and why. */
const refusedClauses: Record<string, string> = {
  FORMAT: 'FORMAT is not available: the answer is JSON, and the page downloads CSV.',
  SETTINGS: 'SETTINGS are not available: limits are set for every statement.',
  INTO: 'INTO is not available: statements only read.',
  PREWHERE: 'PREWHERE is not available: WHERE does the same here.',
  FETCH: 'FETCH is not available: write LIMIT.',
  TOP: 'TOP is not available: write LIMIT.',
  FINAL: 'FINAL is not available: rows are as they are now.',
  SAMPLE: 'SAMPLE is not available.',
};

/** Throws where a clause that is not available comes next. */
export function refuseClause(reader: SqlReader): void {
  const { kind, text } = reader.peek();
  const why = kind === 'word' ? refusedClauses[text.toUpperCase()] : undefined;
  if (why !== undefined) throw reader.fault(why);
}

/** Reads one SELECT with its clauses, in ClickHouse's order. */
export function readSelect(reader: SqlReader): void {
  reader.expectWords('here', 'SELECT');
  refuseClause(reader);
  if (reader.putWords('DISTINCT') && reader.putWords('ON')) {
    reader.expectSymbol('(', 'behind DISTINCT ON');
    readExpressions(reader);
    reader.expectSymbol(')', 'behind DISTINCT ON');
  }
  readColumns(reader);
  if (reader.putWords('FROM')) readTables(reader);
  while (reader.isWord('ARRAY', 'JOIN') || reader.isWord('LEFT', 'ARRAY', 'JOIN')) readArrayJoin(reader);
  refuseClause(reader);
  if (reader.putWords('WHERE')) readExpression(reader);
  if (reader.putWords('GROUP', 'BY')) readGroups(reader);
  if (reader.putWords('HAVING')) readExpression(reader);
  if (reader.putWords('WINDOW')) readWindows(reader);
  if (reader.putWords('QUALIFY')) readExpression(reader);
  if (reader.isWord('ORDER', 'BY')) readOrder(reader);
  while (reader.isWord('LIMIT') || reader.isWord('OFFSET')) readLimit(reader);
  refuseClause(reader);
}

function readColumns(reader: SqlReader): void {
  do {
    readExpression(reader);
    if (reader.putWords('AS')) reader.putName(reader.name('A name'));
    else if (reader.isName()) {
      reader.put('AS', reader.peek());
      reader.putName(reader.name('A name'));
    }
  } while (reader.putSymbol(','));
}

function readExpressions(reader: SqlReader): void {
  do readExpression(reader);
  while (reader.putSymbol(','));
}

function readGroups(reader: SqlReader): void {
  if (reader.isWord('GROUPING', 'SETS'))
    throw reader.fault('GROUPING SETS are not available: use UNION ALL.');
  if (reader.putWords('ALL')) return;
  readExpressions(reader);
  if (reader.isWord('WITH', 'TOTALS'))
    throw reader.fault('WITH TOTALS is not available: WITH ROLLUP gives a row of totals.');
  if (!reader.putWords('WITH', 'ROLLUP')) reader.putWords('WITH', 'CUBE');
}

function readWindows(reader: SqlReader): void {
  do {
    reader.putName(reader.name('A window'));
    reader.expectWords('behind the name of the window', 'AS');
    readWindow(reader);
  } while (reader.putSymbol(','));
}

function readLimit(reader: SqlReader): void {
  if (reader.putWords('OFFSET')) {
    readExpression(reader);
    if (!reader.putWords('ROWS')) reader.putWords('ROW');
    return;
  }
  reader.putWords('LIMIT');
  readExpression(reader);
  if (reader.putSymbol(',') || reader.putWords('OFFSET')) readExpression(reader);
  if (reader.putWords('BY')) readExpressions(reader);
  reader.putWords('WITH', 'TIES');
}
