import { sqlTokens, type SqlToken } from './sql-tokens.ts';

/** What the front has to know of a statement; everything else is the engine's. */
export interface Statement {
  /** First keyword, upper case: SELECT, WITH, INSERT, CREATE, …; empty for an empty text. */
  keyword: string;
  /** Format named in a FORMAT clause of a query, or of an INSERT's data (`Values` for VALUES). */
  format: string | undefined;
  /** More follows after a semicolon: ClickHouse's HTTP interface refuses that. */
  multiple: boolean;
  /** For an INSERT with data (not INSERT … SELECT). */
  insert: InsertTarget | undefined;
}

interface InsertTarget {
  /** `table` or `database.table`, when written with plain names. */
  table: string | undefined;
  /** Columns, when written with plain names; undefined when none are named. */
  columns: string[] | undefined;
  /** Only plain names, and nothing (settings, functions) between them and FORMAT. */
  plain: boolean;
  /** Where the data begins in the text. */
  dataStart: number;
}

const plainName = /^[A-Za-z_]\w*$/;

/** Reads as far as needed: an INSERT's data is never looked at. */
export function parseStatement(sql: string): Statement {
  const tokens = sqlTokens(sql);
  const first = tokens.next();
  if (first.done === true) return { keyword: '', format: undefined, multiple: false, insert: undefined };
  const keyword = first.value.text.toUpperCase();
  return keyword === 'INSERT' ? parseInsert(tokens) : parseQuery(keyword, tokens);
}

function parseQuery(keyword: string, tokens: Generator<SqlToken>): Statement {
  let format: string | undefined;
  let previousIsFormat = false;
  let ended = false;
  for (const token of tokens) {
    if (ended) return { keyword, format, multiple: true, insert: undefined };
    // A function `format(…)` or a column called format is followed by a symbol, never by a word.
    if (previousIsFormat && token.kind === 'word') format = token.text;
    previousIsFormat = token.kind === 'word' && token.text.toUpperCase() === 'FORMAT';
    ended = token.kind === 'symbol' && token.text === ';';
  }
  return { keyword, format, multiple: false, insert: undefined };
}

function parseInsert(tokens: Generator<SqlToken>): Statement {
  const head: SqlToken[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    const word = token.kind === 'word' && depth === 0 ? token.text.toUpperCase() : '';
    if (word === 'SELECT' || word === 'WITH' || word === 'FROM') return parseInsertSelect(tokens);
    if (word === 'VALUES') return insertWithData('Values', token.end, head);
    if (word === 'FORMAT') {
      const name = tokens.next();
      if (name.done === true) break;
      return insertWithData(name.value.text, name.value.end, head);
    }
    head.push(token);
  }
  // No format named: ClickHouse reads Values then, and so does the engine.
  return { keyword: 'INSERT', format: undefined, multiple: false, insert: undefined };
}

/** INSERT … SELECT runs like any other statement. */
function parseInsertSelect(tokens: Generator<SqlToken>): Statement {
  return { ...parseQuery('INSERT', tokens), format: undefined };
}

function insertWithData(format: string, dataStart: number, head: readonly SqlToken[]): Statement {
  const words = head.map((token) => token.text);
  let at = 0;
  if (words[at]?.toUpperCase() === 'INTO') at += 1;
  if (words[at]?.toUpperCase() === 'TABLE') at += 1;
  let table = words[at++];
  if (words[at] === '.') {
    table = `${table}.${words[at + 1]}`;
    at += 2;
  }
  const columns = words[at] === '(' ? words.slice(at + 1, words.lastIndexOf(')')) : undefined;
  if (columns !== undefined) at = words.lastIndexOf(')') + 1;
  const names = columns?.filter((_, index) => index % 2 === 0);
  const plain =
    at === words.length &&
    table !== undefined &&
    table.split('.').every((part) => plainName.test(part)) &&
    (columns?.every((word, index) => (index % 2 === 0 ? plainName.test(word) : word === ',')) ?? true);
  const insert = { table, columns: names, plain, dataStart };
  return { keyword: 'INSERT', format, multiple: false, insert };
}
