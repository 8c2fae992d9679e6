import { expect, test } from 'vitest';
import { findIn, readDocument } from './body-document.ts';
import { lineAt, lineStarts, lineText } from './text-lines.ts';
import {
  holdersOf,
  listRows,
  openAtFirst,
  openToDepth,
  rowOf,
  setOpen,
  siblingContainers,
} from './json-rows.ts';
import { type IndexedJson, pathOf } from './json-node.ts';

function read(value: unknown): IndexedJson {
  const document = readDocument(JSON.stringify(value));
  if (document.kind !== 'json') throw new Error('no JSON');
  return document;
}

const json = read({ model: 'm', messages: [{ role: 'user', content: 'Grüße' }, { role: 'tool' }], n: {} });
const shown = (open: Uint8Array): string[] =>
  [...listRows(json.index, open)].map((node) => pathOf(json, node));

test('shows what is open, to a depth or by entry', () => {
  const { index } = json;
  expect(shown(openToDepth(index, 0))).toEqual(['$']);
  const first = openToDepth(index, 1);
  expect(shown(first)).toEqual(['$', 'model', 'messages', 'n']);
  const messages = 2;
  expect(shown(setOpen(first, [messages], true))).toEqual([
    '$',
    'model',
    'messages',
    'messages[0]',
    'messages[1]',
    'n',
  ]);
  expect(shown(openToDepth(index, 9))).toHaveLength(9);
});

test('a small body opens whole, of a long list only the head', () => {
  expect(openAtFirst(json.index)).toEqual(openToDepth(json.index, 6));
  const long = read({ data: Array.from({ length: 1_000 }, () => [1]) });
  expect(listRows(long.index, openAtFirst(long.index))).toHaveLength(2);
});

test('finds holders, neighbours and rows', () => {
  const rows = listRows(json.index, openToDepth(json.index, 9));
  expect(holdersOf(json.index, 4)).toEqual([0, 2, 3]);
  expect(siblingContainers(json.index, 1)).toEqual([2, 8]);
  expect([...rows].map((node) => rowOf(rows, node))).toEqual([...rows.keys()]);
  expect(rowOf(listRows(json.index, openToDepth(json.index, 1)), 4)).toBe(-1);
});

test('search takes keys and values without regard to case, and words as they are meant', () => {
  const paths = (words: string) =>
    [...findIn({ kind: 'json', ...json }, 'tree', words)].map((node) => pathOf(json, node));
  expect(paths('ROLE')).toEqual(['messages[0].role', 'messages[1].role']);
  expect(paths('grÜSSE')).toEqual([]);
  expect(paths('grÜßE')).toEqual(['messages[0].content']);
  expect(paths('.*')).toEqual([]);
  expect(paths('')).toEqual([]);
  const escaped = readDocument('{"text":"line one\\nsaid \\"yes\\""}');
  expect([...findIn(escaped, 'tree', 'said "yes"')]).toEqual([1]);
});

test('a text in lines, long ones in pieces, with what is found in them', () => {
  const text = `data: one\r\n\n${'x'.repeat(4_500)}\nlast One`;
  const starts = lineStarts(text);
  const lines = Array.from({ length: starts.length - 1 }, (_, line) => lineText(text, starts, line));
  expect(lines.map(({ length }) => length)).toEqual([9, 0, 2_000, 2_000, 500, 8]);
  const matches = findIn({ kind: 'text', text, fault: 0 }, 'text', 'one');
  expect([...matches].filter((_, place) => place % 2 === 0).map((at) => lineAt(starts, at))).toEqual([0, 5]);
  expect(lineStarts('')).toEqual(Int32Array.from([0, 0]));
});
