/** A token of ClickHouse SQL; comments and white space are left out. */
export interface SqlToken {
  kind: 'word' | 'quoted' | 'string' | 'symbol';
  /** As written, quotes included. */
  text: string;
  start: number;
  end: number;
}

const skipped = /\s+|--[^\n]*|#!?[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const patterns: readonly [SqlToken['kind'], RegExp][] = [
  ['string', /'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)/y],
  ['string', /\$(\w*)\$[\s\S]*?(?:\$\1\$|$)/y],
  ['quoted', /"(?:[^"\\]|\\[\s\S]|"")*(?:"|$)|`(?:[^`\\]|\\[\s\S]|``)*(?:`|$)/y],
  ['word', /[\p{L}\p{N}_]+/uy],
  ['symbol', /[\s\S]/y],
];

/** Yields tokens one by one, so that a caller can stop where an INSERT's data begins. */
export function* sqlTokens(sql: string): Generator<SqlToken> {
  let at = 0;
  while (at < sql.length) {
    skipped.lastIndex = at;
    if (skipped.test(sql)) {
      at = skipped.lastIndex;
      continue;
    }
    const token = tokenAt(sql, at);
    yield token;
    at = token.end;
  }
}

function tokenAt(sql: string, start: number): SqlToken {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start;
    const match = pattern.exec(sql);
    if (match !== null) return { kind, text: match[0], start, end: start + match[0].length };
  }
  // Half of a surrogate pair: the last pattern takes any one code unit, so this is not reached.
  return { kind: 'symbol', text: sql.slice(start, start + 1), start, end: start + 1 };
}
