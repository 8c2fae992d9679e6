import type { HeliographError } from '@heliograph/contracts/error-codes';
import { sqlFault, type SqlSpan } from './sql-fault.ts';
import { readTokens, type Token } from './read-tokens.ts';

/** A piece of the statement that is sent: text, or the rows of a table in its place. `at` is where it stood. */
export type Piece = { text: string; at: SqlSpan } | { table: string; at: SqlSpan };

const MAX_DEPTH = 50;

/** Words that begin or join clauses: none of them is a name unless it stands in quotes. */
const reserved = new Set(
  `ALL AND ANTI ANY ARRAY AS ASC ASOF BETWEEN BY CASE CROSS CUBE DESC DISTINCT DIV ELSE END EXCEPT FETCH FILTER FINAL FOR
  FORMAT FROM FULL GLOBAL GROUP HAVING ILIKE IN INNER INTERSECT INTO IS JOIN LEFT LIKE LIMIT LOCAL MOD NOT NULLS OFFSET ON
  OR ORDER OUTER OVER PASTE PREWHERE QUALIFY REGEXP RIGHT ROLLUP SAMPLE SELECT SEMI SETTINGS THEN TOP UNION USING WHEN
  WHERE WINDOW WITH`.split(/\s+/),
);

/**
 * A statement while it is read: its tokens, and what was put together of them for ClickHouse. Nothing gets there but by
 * `put`, `putName` and `putTable`.
 */
export class SqlReader {
  readonly sql: string;
  readonly pieces: Piece[] = [];
  /** Names of queries of WITH, innermost scope last. */
  readonly scopes: Set<string>[] = [];
  /** Names that the statement uses, in lower case. */
  readonly names = new Set<string>();
  readonly parameters = new Map<string, { type: string; at: SqlSpan }>();
  readonly #tokens: Token[];
  #at = 0;
  #depth = 0;

  constructor(sql: string) {
    this.sql = sql;
    this.#tokens = readTokens(sql);
  }

  /** The next token, or one further on; the one of kind `end` at the end. */
  peek(ahead = 0): Token {
    const last = this.#tokens.length - 1;
    const token = this.#tokens[Math.min(this.#at + ahead, last)];
    if (token === undefined) throw new Error('A statement always has its end token');
    return token;
  }

  take(): Token {
    const token = this.peek();
    this.#at = Math.min(this.#at + 1, this.#tokens.length - 1);
    return token;
  }

  isSymbol(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'symbol' && token.text === text;
  }

  /** Whether these words come next, in any case. */
  isWord(...words: string[]): boolean {
    return words.every((word, index) => {
      const token = this.peek(index);
      return token.kind === 'word' && token.text.toUpperCase() === word;
    });
  }

  /** Takes the words if they come next, and puts them. */
  putWords(...words: string[]): boolean {
    if (!this.isWord(...words)) return false;
    for (const word of words) this.put(word, this.take());
    return true;
  }

  putSymbol(text: string): boolean {
    if (!this.isSymbol(text)) return false;
    this.put(text, this.take());
    return true;
  }

  expectSymbol(text: string, where: string): void {
    if (!this.putSymbol(text)) throw this.fault(`${text} is missing ${where}.`);
  }

  expectWords(where: string, ...words: string[]): void {
    if (!this.putWords(...words)) throw this.fault(`${words.join(' ')} is missing ${where}.`);
  }

  put(text: string, at: SqlSpan): void {
    this.pieces.push({ text, at });
  }

  putTable(table: string, at: SqlSpan): void {
    this.pieces.push({ table, at });
  }

  /** Whether the next token can be a name: in quotes, or a word that is none of the language. */
  isName(ahead = 0): boolean {
    const { kind, text } = this.peek(ahead);
    return kind === 'name' || (kind === 'word' && !reserved.has(text.toUpperCase()));
  }

  /** Takes a name. */
  name(what: string): Token {
    if (!this.isName()) throw this.fault(`${what} is missing here.`);
    return this.take();
  }

  /** Puts a name in quotes, so that it is a name and nothing else. */
  putName(token: Token): void {
    this.names.add(token.text.toLowerCase());
    this.put(`\`${token.text}\``, token);
  }

  /** Runs `read` one level deeper. Throws where statements nest too deep. */
  nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw this.fault(`The statement nests deeper than ${MAX_DEPTH} levels.`);
    const result = read();
    this.#depth -= 1;
    return result;
  }

  /** The refusal of what comes next, or of `at`. */
  fault(message: string, at: SqlSpan = this.peek()): HeliographError {
    return sqlFault(this.sql, at, message);
  }

  /** What comes next, to be named in a message. */
  get found(): string {
    const { kind, start, end } = this.peek();
    return kind === 'end' ? 'the end of the statement' : this.sql.slice(start, Math.min(end, start + 40));
  }
}
