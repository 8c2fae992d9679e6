export type CodeLanguage = 'json' | 'bash' | 'typescript' | 'python' | 'text';
export type TokenKind = 'plain' | 'key' | 'string' | 'number' | 'keyword' | 'comment';
export interface CodeToken {
  kind: TokenKind;
  text: string;
}

/** Above this many characters a text stays plain: colours would cost more than they give. */
const MAX_LENGTH = 60_000;

const JSON_TOKENS =
  /(?<key>"(?:[^"\\\n]|\\.)*"(?=\s*:))|(?<string>"(?:[^"\\\n]|\\.)*")|(?<number>-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)|(?<keyword>\b(?:true|false|null)\b)/g;
const CODE_STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/.source;
const C_COMMENT = /\/\/[^\n]*/.source;
const HASH_COMMENT = /(?<=^|\s)#[^\n]*/.source;
const NUMBER = /\b\d+(?:\.\d+)?\b/.source;
const TS_WORDS =
  'import|from|const|let|await|async|new|for|of|return|export|function|if|else|true|false|null|undefined';
const PY_WORDS =
  'import|from|with|as|for|in|await|async|def|return|print|if|else|True|False|None|class|not|and|or';
const BASH_WORDS = 'curl|export|npm|pnpm|pip|node|python';

const patterns: Record<Exclude<CodeLanguage, 'text'>, RegExp> = {
  json: JSON_TOKENS,
  // No numbers: they are ports in addresses, mostly.
  bash: codePattern(HASH_COMMENT, BASH_WORDS, '(?!)'),
  typescript: codePattern(C_COMMENT, TS_WORDS),
  python: codePattern(HASH_COMMENT, PY_WORDS),
};

function codePattern(comment: string, words: string, number = NUMBER): RegExp {
  return new RegExp(
    `(?<string>${CODE_STRING})|(?<comment>${comment})|(?<keyword>\\b(?:${words})\\b)|(?<number>${number})`,
    'gm',
  );
}

/** Cuts code into coloured pieces; joined they are the code again. A few patterns, no parser: wrong colours do no harm. */
export function highlightCode(code: string, language: CodeLanguage): CodeToken[] {
  if (language === 'text' || code.length > MAX_LENGTH) return [{ kind: 'plain', text: code }];
  const tokens: CodeToken[] = [];
  let end = 0;
  for (const match of code.matchAll(patterns[language])) {
    if (match.index > end) tokens.push({ kind: 'plain', text: code.slice(end, match.index) });
    tokens.push({ kind: kindOf(match.groups), text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < code.length) tokens.push({ kind: 'plain', text: code.slice(end) });
  return tokens;
}

const KINDS: readonly TokenKind[] = ['key', 'string', 'comment', 'keyword', 'number'];

function kindOf(groups: Record<string, string | undefined> | undefined): TokenKind {
  return KINDS.find((kind) => groups?.[kind] !== undefined) ?? 'plain';
}
