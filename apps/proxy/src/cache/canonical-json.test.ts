import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

const canonical = (text: string, ignored: string[][] = []) => canonicalJson(Buffer.from(text), ignored);

/** The same value, written otherwise: keys in another order, white space, other escapes and number forms. */
function rewrite(value: unknown, random: () => number): string {
  const space = (): string => [' ', '\n', '\t', '', '\r\n  '][Math.floor(random() * 5)] ?? '';
  if (typeof value === 'string') {
    const written = [...value].map((char) => {
      const escaped = `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
      return char.length === 1 && random() < 0.3 ? escaped : JSON.stringify(char).slice(1, -1);
    });
    return `"${written.join('')}"`;
  }
  if (typeof value === 'number' && Number.isSafeInteger(value) && random() < 0.5) return `${value}.0`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) {
    return `[${space()}${value.map((item) => rewrite(item, random)).join(`${space()},${space()}`)}${space()}]`;
  }
  const members = Object.entries(value)
    .sort(() => random() - 0.5)
    .map(([key, item]) => `${JSON.stringify(key)}${space()}:${space()}${rewrite(item, random)}`);
  return `{${space()}${members.join(`${space()},${space()}`)}${space()}}`;
}

describe('canonicalJson', () => {
  it('is the same however a value is written', { timeout: 60_000 }, () => {
    const numbers = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), numbers, (value, seeds) => {
        let at = 0;
        const random = (): number => seeds[at++ % seeds.length] ?? 0;
        const text = JSON.stringify(value);
        expect(canonical(rewrite(JSON.parse(text), random))).toBe(canonical(text));
      }),
      { numRuns: 500 },
    );
  });

  it('differs where values differ', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (a, b) => {
        const [one, other] = [JSON.stringify(sorted(a)), JSON.stringify(sorted(b))];
        expect(canonical(JSON.stringify(a)) === canonical(JSON.stringify(b))).toBe(one === other);
      }),
      { numRuns: 500 },
    );
  });

  it('reads exactly what JSON.parse reads', { timeout: 60_000 }, () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '-',
      '.5',
      'e3',
      'true',
      ' ',
      '\\u',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 10 }), (parts) => {
        const text = parts.join('');
        expect(canonical(text) !== null, text).toBe(parses(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['1', '1.0', '1e0', '10E-1', '0.1e+1', '1.000'],
    ['0', '-0', '0.0', '0e99'],
    ['0.7', '7e-1', '0.70', '70e-2'],
    ['-120', '-1.2e2', '-120.0'],
    ['12345678901234567890', '12345678901234567890.0', '1234567890123456789e1'],
    ['1e400', '10e399'],
  ])('%s is %s …', (...forms) => expect(new Set(forms.map((form) => canonical(form))).size).toBe(1));

  it('keeps apart numbers that a double does not', () => {
    expect(canonical('12345678901234567890')).not.toBe(canonical('12345678901234567891'));
    expect(canonical('0.1')).not.toBe(canonical('0.10000000000000000001'));
    expect(canonical('1e999999999999999999999')).not.toBe(canonical('1e999999999999999999998'));
  });

  it('keeps the order of arrays and of keys that come twice', () => {
    expect(canonical('[2,1]')).not.toBe(canonical('[1,2]'));
    expect(canonical('{"a":1,"a":2}')).not.toBe(canonical('{"a":2,"a":1}'));
    expect(canonical('{"a":1,"a":2}')).not.toBe(canonical('{"a":2}'));
  });

  it('leaves ignored keys out, wherever the paths lead', () => {
    const body = '{"user":"u","metadata":{"trace":1,"team":2},"messages":[{"id":1,"role":"user"},{"id":2}]}';
    expect(canonical(body, [['user'], ['metadata', 'trace'], ['messages', '*', 'id']])).toBe(
      '{"messages":[{"role":"user"},{}],"metadata":{"team":2}}',
    );
    expect(canonical(body, [['messages', '0']])).toContain('"messages":[{"id":2}]');
    expect(canonical(body, [['messages', 'id'], ['user', 'x'], ['*']])).toBe(canonical(body));
    expect(canonical('{"\\u0075ser":1}', [['user']])).toBe('{}');
  });

  it.each(['', 'x', '{', '{"a":1,}', '[1,]', '01', '1 2', '"\n"', "{'a':1}", '\ufeff{}', 'NaN', '+1'])(
    'is null for %j',
    (text) => expect(canonical(text)).toBeNull(),
  );

  it('is null for bytes that are no text and for nesting without end', () => {
    expect(canonicalJson(Buffer.from([0x22, 0xff, 0x22]))).toBeNull();
    expect(canonical('['.repeat(100_000))).toBeNull();
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value === 0 ? 0 : value;
  const members = Object.entries(value)
    .map(([key, item]) => [key, sorted(item)])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return { members };
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
