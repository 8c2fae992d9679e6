import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JsonIndex, indexJson } from './json-index.ts';
import {
  type IndexedJson,
  keyOf,
  pathOf,
  printValue,
  rawValue,
  stringStart,
  valueText,
} from './json-node.ts';

function read(text: string): IndexedJson {
  const index = indexJson(text);
  if ('fault' in index) throw new Error(JSON.stringify(index));
  return { text, index };
}

const nodes = ({ kinds }: JsonIndex): number[] => [...kinds.keys()];

describe('indexJson', () => {
  test('any JSON, printed back from its index, means the same', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 1, 4), (value, space) => {
        const text = JSON.stringify(value, null, space);
        const json = read(text);
        expect(printValue(json, 0)).toBe(JSON.stringify(value, null, 2));
        expect(JSON.parse(rawValue(json, 0))).toEqual(JSON.parse(text));
      }),
    );
  });

  test('says of each value where it stands and what it belongs to', () => {
    const json = read('{"a": [1, {"b": "x"}], "c\\"": null}');
    const { parents, places, sizes, skips, depths } = json.index;
    expect(nodes(json.index).map((node) => [pathOf(json, node), valueText(json, node)])).toEqual([
      ['$', '{"a": [1, {"b": "x"}], "c\\"": null}'],
      ['a', '[1, {"b": "x"}]'],
      ['a[0]', '1'],
      ['a[1]', '{"b": "x"}'],
      ['a[1].b', 'x'],
      ['["c\\""]', 'null'],
    ]);
    expect([...parents]).toEqual([-1, 0, 1, 1, 3, 0]);
    expect([...places]).toEqual([0, 0, 0, 1, 0, 1]);
    expect([...sizes]).toEqual([2, 2, 0, 1, 0, 0]);
    expect([...skips]).toEqual([6, 5, 3, 5, 5, 6]);
    expect([...depths]).toEqual([0, 1, 2, 2, 3, 1]);
    expect(keyOf(json, 5)).toBe('c"');
  });

  test('numbers keep every digit, and a key that stands twice is there twice', () => {
    const json = read('{"id": 12345678901234567890, "id": 1.50}');
    expect(printValue(json, 0)).toBe('{\n  "id": 12345678901234567890,\n  "id": 1.50\n}');
  });

  test.each([
    '',
    '{',
    '[1,]',
    '{"a" 1}',
    '{"a":}',
    '{a:1}',
    '[1 2]',
    '"open',
    'nul',
    '[1]]',
    'data: {}',
    '{"a":1,}',
  ])('finds the fault in %j', (text) => expect(indexJson(text)).toMatchObject({ fault: 'not-json' }));

  test('nesting of any depth and a limit on the number of values', () => {
    expect(read('['.repeat(100_000) + ']'.repeat(100_000)).index.kinds.length).toBe(100_000);
    expect(indexJson('[1,2,3]', 3)).toEqual({ fault: 'too-many' });
  });
});

test('the start of a string never cuts an escape or a character in two', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.nat(30), (value, most) => {
      const text = JSON.stringify(value);
      const start = stringStart(read(text), 0, most);
      expect(value.startsWith(start.text)).toBe(true);
      expect(start.cut).toBe(text.length - 2 > most);
    }),
  );
});
