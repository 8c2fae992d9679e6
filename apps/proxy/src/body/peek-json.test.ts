import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { peekJson } from './peek-json.ts';

const wanted = ['model', 'stream', 'stream_options'] as const;

function values(text: string): Record<string, unknown> | null {
  const bytes = Buffer.from(text);
  const peek = peekJson(bytes, wanted);
  if (peek === null) return null;
  return Object.fromEntries(
    Object.entries(peek.fields).map(([key, { start, end }]) => [
      key,
      JSON.parse(bytes.subarray(start, end).toString()) as unknown,
    ]),
  );
}

describe('peekJson', () => {
  it('finds top-level values and nothing deeper', () => {
    const text =
      ' {"a":{"model":"no","x":["}","\\\\"]}, "model" :\t"gpt \\"4\\\\" ,"stream": true\n,"m":"\\"stream\\":1"}';
    expect(values(text)).toEqual({ model: 'gpt "4\\', stream: true });
  });

  it('reads keys that are written with escapes as a parser does', () => {
    expect(values('{"str\\u0065am":true}')).toEqual({ stream: true });
  });

  it.each([
    '',
    ' ',
    '[]',
    '1',
    '"x"',
    'null',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,',
    '{"a":"x',
    '{a:1}',
    '{"a":}',
  ])('gives null for %j', (text) => expect(values(text)).toBeNull());

  it('gives null where a wanted key comes twice', () => {
    expect(values('{"stream":true,"stream":false}')).toBeNull();
    expect(values('{"stream":true,"str\\u0065am":false}')).toBeNull();
    expect(values('{"a":1,"a":2}')).toEqual({});
  });

  it('agrees with JSON.parse on every JSON text', { timeout: 60_000 }, () => {
    const keys = fc.oneof(
      fc.constantFrom(...wanted, 'Model', 'streams', '"', '\\'),
      fc.string({ unit: 'binary' }),
    );
    const objects = fc.dictionary(keys, fc.jsonValue({ maxDepth: 4 }), { maxKeys: 8 });
    fc.assert(
      fc.property(
        fc.oneof(objects, fc.jsonValue()),
        fc.constantFrom(0, 1, '\t', ' \r\n'),
        (value, indent) => {
          const text = JSON.stringify(value, null, indent);
          const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
          const parsed = JSON.parse(text) as Record<string, unknown>;
          const expected = isObject
            ? Object.fromEntries(
                Object.entries(parsed).filter(([key]) => wanted.some((name) => name === key)),
              )
            : null;
          expect(values(text)).toEqual(expected);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('never throws and always ends, whatever the bytes', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map(Buffer.from)),
        fc.nat(200),
        (bytes, cut) => {
          peekJson(Buffer.from(bytes).subarray(0, cut), wanted);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
