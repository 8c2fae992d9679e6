import { expect, test } from 'vitest';
import { sampleRequest } from '../testing/sample-request.ts';
import { holdRows } from './hold-rows.ts';

const ids = [3, 2, 1].map((number) => `019aa2b4-0000-7000-8000-00000000000${number}`);
const rows = ids.map((id) => sampleRequest({ id }));

test('rows newer than the one that stood on top wait, and are counted', () => {
  expect(holdRows(rows, ids[2] ?? null)).toEqual({ shown: rows.slice(2), held: 2 });
});

test('at the top, or where that row is gone, all are shown', () => {
  expect(holdRows(rows, null)).toEqual({ shown: rows, held: 0 });
  expect(holdRows(rows, ids[0] ?? null)).toEqual({ shown: rows, held: 0 });
  expect(holdRows(rows, 'gone')).toEqual({ shown: rows, held: 0 });
});
