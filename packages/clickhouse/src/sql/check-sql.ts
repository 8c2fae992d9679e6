import { readQuery } from './read-query.ts';
import { refuseClause } from './read-select.ts';
import type { SqlSpan } from './sql-fault.ts';
import { type Piece, SqlReader } from './sql-reader.ts';
import { type LaterFacts, tableSource } from './table-sources.ts';

/** A statement that may run. */
export interface CheckedSql {
  /** What it says, in pieces of ours. */
  pieces: readonly Piece[];
  /** The tables it reads. */
  tables: ReadonlySet<string>;
  /** Names it uses, lower case; `*` for all columns. */
  names: ReadonlySet<string>;
  /** Its parameters and their types. */
  parameters: ReadonlyMap<string, { type: string; at: SqlSpan }>;
}

/**
 * Reads a statement as the one SELECT it has to be (WITH, UNION, queries in queries and joins included), over the tables
 * of sqlTables alone, with the functions of sql-functions alone. Throws `invalid_request` that says what and where.
 */
export function checkSql(sql: string): CheckedSql {
  const reader = new SqlReader(sql);
  const first = reader.peek();
  if (first.kind === 'end') throw reader.fault('The statement is empty.');
  if (!reader.isSymbol('(') && !reader.isWord('SELECT') && !reader.isWord('WITH')) {
    throw reader.fault('Only SELECT runs here, perhaps after WITH.');
  }
  readQuery(reader);
  if (reader.isSymbol(';')) {
    reader.take();
    if (reader.peek().kind !== 'end')
      throw reader.fault('One statement at a time: nothing may follow the semicolon.');
  }
  refuseClause(reader);
  if (reader.peek().kind !== 'end') throw reader.fault(`This is not understood here: ${reader.found}.`);
  const { pieces, names, parameters } = reader;
  const tables = new Set(pieces.flatMap((piece) => ('table' in piece ? [piece.table] : [])));
  return { pieces, tables, names, parameters };
}

/** A statement as ClickHouse gets it, and where its pieces came from. */
export interface RenderedSql {
  text: string;
  /** Where the piece at an offset (UTF-16) of the text stood in the caller's statement. */
  origin(offset: number): SqlSpan | undefined;
}

/** Puts the rows of its organization in the place of each table. */
export function renderSql({ pieces, names }: CheckedSql, facts: LaterFacts): RenderedSql {
  // Changes of properties are joined only where somebody looks at them.
  const looksAtProperties = names.has('*') || names.has('properties');
  const starts: number[] = [];
  let text = '';
  for (const piece of pieces) {
    starts.push(text.length);
    text += `${'text' in piece ? piece.text : `(${source(piece.table, facts, looksAtProperties)})`} `;
  }
  return {
    text: text.trimEnd(),
    origin: (offset) => pieces[starts.findLastIndex((start) => start <= offset)]?.at,
  };
}

function source(table: string, facts: LaterFacts, looksAtProperties: boolean): string {
  const withChanges = table === 'request_properties' || looksAtProperties;
  return tableSource(table, { ...facts, propertyChanges: facts.propertyChanges && withChanges });
}
