import { describe, expect, it } from 'vitest';
import { spokenWords } from './spoken-words.ts';

describe('spokenWords', () => {
  it.each([
    ['messages', { model: 'gpt-4o', messages: [{ role: 'user', content: 'Say "hi"' }] }, ' say hi '],
    ['parts', { contents: [{ parts: [{ text: 'Привет' }, { text: '東京' }] }] }, ' привет 東 京 '],
    [
      'arguments of tools',
      { tool_calls: [{ type: 'function', function: { arguments: '{"city":"Paris"}' } }] },
      ' city paris ',
    ],
    ['errors', { error: { message: 'Too many', code: 'rate_limited' } }, ' too many rate limited '],
    ['an array', ['one', { input: 'two' }], ' one two '],
    ['no data', { image: `data:image/png;base64,${'QUJD'.repeat(100)}`, audio: 'QUJD'.repeat(100) }, ''],
    ['numbers', { embedding: [0.1, 0.2], n: 3 }, ''],
  ])('reads the texts of %s', (_, value, words) => {
    expect(spokenWords(value, JSON.stringify(value))).toBe(words);
  });

  it('reads a text that is no JSON as it is, and one that was cut without its escapes', () => {
    expect(spokenWords(undefined, 'plain text')).toBe(' plain text ');
    expect(spokenWords(undefined, '{"content":"\\u041f\\u0440\\u0438\\u0432\\u0435\\u0442\\nyou')).toBe(
      ' content привет you ',
    );
    expect(spokenWords(undefined, null)).toBe('');
  });

  it('keeps long texts of scripts without blanks, and no more than can be found', () => {
    expect(spokenWords({ a: '東'.repeat(300) }, '')).toHaveLength(601);
    expect(spokenWords({ a: 'word '.repeat(50_000) }, '').length).toBeLessThanOrEqual(100_002);
  });

  it('goes no deeper than the stack', () => {
    let value: unknown = 'deep';
    for (let depth = 0; depth < 5_000; depth++) value = [value];
    expect(spokenWords({ a: 'near', value }, '')).toBe(' near ');
  });
});
