import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidAnswerError } from './answer-head.ts';
import { createChunkDecoder } from './chunk-decoder.ts';

/** What comes out where `bytes` arrive in pieces cut at `cuts`. */
function decode(bytes: Buffer, cuts: number[] = []): { data: Buffer; end: number } {
  const decoder = createChunkDecoder();
  const data: Buffer[] = [];
  const borders = [...new Set([0, ...cuts.map((cut) => cut % bytes.length), bytes.length])].sort(
    (a, b) => a - b,
  );
  for (const [i, from] of borders.slice(0, -1).entries()) {
    const end = decoder.read(bytes.subarray(from, borders[i + 1]), 0, (piece) => data.push(piece));
    if (end !== -1) return { data: Buffer.concat(data), end: from + end };
  }
  return { data: Buffer.concat(data), end: -1 };
}

describe('chunks', () => {
  it('give the same data wherever they are cut on their way', () => {
    const chunk = fc.uint8Array({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        fc.array(chunk),
        fc.array(fc.nat(500)),
        fc.boolean(),
        fc.boolean(),
        (chunks, cuts, ext, trailer) => {
          const framed = chunks.flatMap((data) => [
            Buffer.from(`${data.length.toString(16).toUpperCase()}${ext ? ';a="b"' : ''}\r\n`),
            Buffer.from(data),
            Buffer.from('\r\n'),
          ]);
          const bytes = Buffer.concat([...framed, Buffer.from(`0\r\n${trailer ? 'X-T: 1\r\n' : ''}\r\n`)]);
          expect(decode(bytes, cuts)).toEqual({ data: Buffer.concat(chunks), end: bytes.length });
        },
      ),
    );
  });

  it('end before what is behind them, and not before their end', () => {
    expect(decode(Buffer.from('3\r\nabc\r\n0\r\n\r\nHTTP/1.1 200 OK')).end).toBe(13);
    expect(decode(Buffer.from('3\r\nabc\r\n0\r\n')).end).toBe(-1);
  });

  it.each([
    'x\r\n',
    '\r\n',
    '3\nabc',
    '3\r\nabcd\r\n',
    '-3\r\n',
    '3\r\rabc',
    '3;a\nb\r\n',
    `${'f'.repeat(14)}\r\n`,
  ])('that are malformed are refused: %j', (text) => {
    expect(() => decode(Buffer.from(text))).toThrow(InvalidAnswerError);
  });

  it('with endless extensions or trailers are refused', () => {
    expect(() => decode(Buffer.from(`3;${'a'.repeat(20_000)}`))).toThrow(InvalidAnswerError);
    expect(() => decode(Buffer.from(`0\r\nX: ${'a'.repeat(20_000)}`))).toThrow(InvalidAnswerError);
  });
});
