import { describe, expect, it } from 'vitest';
import { type CodeLanguage, highlightCode } from './highlight-code.ts';

const kinds = (code: string, language: CodeLanguage): string[] =>
  highlightCode(code, language)
    .filter(({ kind }) => kind !== 'plain')
    .map(({ kind, text }) => `${kind} ${text}`);

describe('highlightCode', () => {
  it.each<[CodeLanguage, string]>([
    ['json', '{"a": "b \\" c", "n": [-1.5e3, true, null], "unfinished": "x\n'],
    ['bash', `curl http://localhost:8787/v1 \\\n  -d '{"a": 1}' # so`],
    ['typescript', "const a = 'it'; // said `so`\nawait b(`x\n${1}`);"],
    ['python', 'print("a") # b\n'],
    ['text', 'const "a" 1'],
  ])('loses nothing of %s', (language, code) => {
    expect(
      highlightCode(code, language)
        .map(({ text }) => text)
        .join(''),
    ).toBe(code);
  });

  it('tells keys from strings in JSON', () => {
    expect(kinds('{"a": "b", "c" : [1, true]}', 'json')).toEqual([
      'key "a"',
      'string "b"',
      'key "c"',
      'number 1',
      'keyword true',
    ]);
  });

  it('takes no fragment of an address for a comment', () => {
    expect(kinds('curl http://localhost/a#b # c', 'bash')).toEqual(['keyword curl', 'comment # c']);
  });

  it('leaves very long code plain', () => {
    expect(highlightCode('"a" '.repeat(20_000), 'json')).toHaveLength(1);
  });
});
