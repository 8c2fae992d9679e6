import { expect, test } from 'vitest';
import { type EntryLine, readEntries, readProperty, readScore } from './read-entries.ts';

const lines = (...entries: [name: string, value: string][]): EntryLine[] =>
  entries.map(([name, value], key) => ({ key, name, value }));
const properties = { read: readProperty, ignoreCase: true };
const scores = { read: readScore, ignoreCase: false };

test('says what is new, other or gone, and nothing of the rest', () => {
  const before = { Feature: 'support', Plan: 'pro', Gone: 'x' };
  expect(
    readEntries(
      before,
      lines(['Feature', 'support'], ['Plan', 'free'], [' New ', '1'], ['', ' ']),
      properties,
    ),
  ).toEqual({
    changes: { Plan: 'free', New: '1', Gone: null },
  });
  expect(
    readEntries(before, lines(['feature', 'support'], ['Plan', 'pro'], ['Gone', 'x']), properties),
  ).toEqual({
    changes: { feature: 'support' },
  });
});

test('scores are numbers, or true and false', () => {
  expect(readEntries<number>({ a: 1 }, lines(['a', 'true'], ['b', '-0.5'], ['c', 'False']), scores)).toEqual({
    changes: { b: -0.5, c: 0 },
  });
  for (const text of ['', 'good', '1,5', 'Infinity'])
    expect(readEntries<number>({}, lines(['a', text]), scores)).toEqual({
      fault: { key: 0, message: 'A score is a number, or true or false' },
    });
});

test('a name is needed, and each once', () => {
  expect(readEntries({}, lines(['', 'x']), properties)).toEqual({
    fault: { key: 0, message: 'Give it a name' },
  });
  expect(readEntries({}, lines(['Plan', 'a'], ['plan', 'b']), properties)).toEqual({
    fault: { key: 1, message: 'plan is there twice' },
  });
  expect(readEntries<number>({}, lines(['A', '1'], ['a', '2']), scores)).toEqual({ changes: { A: 1, a: 2 } });
});
