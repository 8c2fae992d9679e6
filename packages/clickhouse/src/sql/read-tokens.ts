import { sqlFault, type SqlSpan } from './sql-fault.ts';

/** A token of a statement. `text` is as written, but the bare name for an identifier in quotes. */
export interface Token extends SqlSpan {
  kind: 'word' | 'name' | 'string' | 'number' | 'symbol' | 'end';
  text: string;
}

const MAX_TOKENS = 10_000;

const skipped = /(?:\s|--[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const word = /[A-Za-z_][A-Za-z0-9_]*/y;
const quotedName = /`([^`\\$\u0000-\u001f\u007f]{1,128})`|"([^"`\\$\u0000-\u001f\u007f]{1,128})"/y;
// A backslash takes the next character with it, a doubled quote stands for one: as ClickHouse's own lexer reads it.
const string = /'(?:[^'\\\u0000]|\\[^\u0000]|'')*'/y;
const number = /(?:0x[0-9A-Fa-f]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(?![A-Za-z0-9_.])/y;
const digits = /\d+(?![A-Za-z0-9_])/y;
const symbol = /::|->|<=>|<=|>=|<>|!=|==|\|\||[()[\]{},.;:?*+\-/%=<>]/y;

/**
 * The tokens of a statement, without white space and comments, with one of kind `end` behind them. Whatever isn't
 * known is refused, so that no text of the caller's reaches ClickHouse unread. Throws `invalid_request`.
 */
export function readTokens(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(sql);
  };
  for (;;) {
    at += match(skipped)?.[0].length ?? 0;
    if (at >= sql.length) break;
    if (tokens.length >= MAX_TOKENS) {
      throw sqlFault(sql, { start: at, end: sql.length }, 'The statement is too long.');
    }
    const token = tokenAt(sql, at, match, tokens.at(-1));
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', start: sql.length, end: sql.length });
  return tokens;
}

type Match = (pattern: RegExp) => RegExpExecArray | null;

function tokenAt(sql: string, start: number, match: Match, previous: Token | undefined): Token {
  const token = (kind: Token['kind'], text: string, length = text.length): Token => ({
    ...{ kind, text, start },
    end: start + length,
  });
  const found = match(word);
  if (found !== null) return token('word', found[0]);
  const name = match(quotedName);
  if (name !== null) return token('name', name[1] ?? name[2] ?? '', name[0].length);
  const text = match(string);
  if (text !== null) return token('string', text[0]);
  const behindDot = previous?.text === '.' && previous.kind === 'symbol';
  const isElement = sql[start] === '.' && previous !== undefined && endsOperand(previous);
  const figure = isElement ? null : match(behindDot ? digits : number);
  if (figure !== null) return token('number', figure[0]);
  const sign = match(symbol);
  if (sign !== null) return token('symbol', sign[0]);
  throw sqlFault(sql, { start, end: start + 1 }, explain(sql, start));
}

/** Whether a dot behind it takes an element of it, rather than beginning a number. */
function endsOperand({ kind, text }: Token): boolean {
  return kind === 'word' || kind === 'name' || kind === 'number' || text === ')' || text === ']';
}

function explain(sql: string, start: number): string {
  const character = String.fromCodePoint(sql.codePointAt(start) ?? 0);
  if (character === "'") return 'A text has no end, or holds a zero byte.';
  if (character === '`' || character === '"') {
    return 'A name in quotes has no end, is longer than 128 characters, or holds a quote, a backslash, a $ or a line break.';
  }
  if (/[0-9]/.test(character)) return 'This is no number.';
  if (sql.startsWith('/*', start)) return 'A comment has no end.';
  return `The character ${JSON.stringify(character)} has no place outside texts and names.`;
}
