import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withholdUsage } from './withhold-usage.ts';

/** A stream as OpenAI sends it, with and without `include_usage`. */
function streams(newline: string, texts: readonly string[]): { asked: string; plain: string } {
  const event = (data: object): string => `data: ${JSON.stringify(data)}${newline}${newline}`;
  const chunk = (content: string) => ({ id: 'c', choices: [{ index: 0, delta: { content } }] });
  const done = `data: [DONE]${newline}${newline}`;
  const usage = { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 };
  return {
    asked:
      texts.map((text) => event({ ...chunk(text), usage: null })).join('') +
      event({ id: 'c', choices: [], usage }) +
      done,
    plain: texts.map((text) => event(chunk(text))).join('') + done,
  };
}

/** What comes through where the stream arrives in pieces of these sizes. */
function passed(stream: string, sizes: readonly number[]): string {
  const bytes = Buffer.from(stream);
  const filter = withholdUsage();
  const out: (Buffer | null)[] = [];
  let at = 0;
  for (const size of [...sizes, bytes.length]) {
    out.push(filter.pass(bytes.subarray(at, at + size)));
    at += size;
    if (at >= bytes.length) break;
  }
  out.push(filter.rest());
  return Buffer.concat(out.filter((piece) => piece !== null)).toString();
}

describe('withholdUsage', () => {
  it('makes of a stream with usage the stream without, however it is cut', { timeout: 60_000 }, () => {
    const texts = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 });
    const sizes = fc.array(fc.integer({ min: 1, max: 80 }), { maxLength: 60 });
    fc.assert(
      fc.property(fc.constantFrom('\n', '\r\n'), texts, sizes, (newline, contents, cuts) => {
        const { asked, plain } = streams(newline, contents);
        expect(passed(asked, cuts)).toBe(plain);
      }),
      { numRuns: 500 },
    );
  });

  it('passes whole events at once', () => {
    const filter = withholdUsage();
    expect(filter.pass(Buffer.from('data: {"a":1}\n\ndata: {"b'))?.toString()).toBe('data: {"a":1}\n\n');
    expect(filter.pass(Buffer.from('":2}\n'))).toBeNull();
    expect(filter.pass(Buffer.from('\n'))?.toString()).toBe('data: {"b":2}\n\n');
  });

  it.each([
    [
      'usage on the chunk that has the finish reason',
      '{"choices":[{"finish_reason":"stop"}],"usage":{"total_tokens":1}}',
    ],
    ['no choices but no usage either', '{"choices":[],"prompt_filter_results":[]}'],
    [
      'usage in what the model says',
      JSON.stringify({ choices: [{ delta: { content: ',"usage":null "choices":[] "usage":{' } }] }),
    ],
    ['a comment', ': OPENROUTER PROCESSING "usage"'],
  ])('passes %s', (_what, data) => {
    const event = `data: ${data}\n\n`;
    expect(passed(event, [])).toBe(event);
  });

  it('withholds the usage although the stream ends without its blank line', () => {
    expect(passed('data: {"a":1}\n\ndata: {"choices": [], "usage": {"total_tokens":1}}', [3])).toBe(
      'data: {"a":1}\n\n',
    );
  });

  it('holds no more than a bounded tail', () => {
    const filter = withholdUsage();
    const long = Buffer.alloc(300 * 1024, 'x');
    expect(filter.pass(long)?.equals(long)).toBe(true);
    expect(filter.pass(Buffer.from('y'))?.toString()).toBe('y');
  });
});
