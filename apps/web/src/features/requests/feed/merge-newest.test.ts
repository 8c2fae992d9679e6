import { expect, test } from 'vitest';
import { sampleRequest } from '../testing/sample-request.ts';
import { type RequestsPage, listRows, mergeNewest } from './merge-newest.ts';

const at = (second: number, number = second) =>
  sampleRequest({
    id: `019aa2b4-0000-7000-8000-${String(number).padStart(12, '0')}`,
    createdAt: new Date(Date.UTC(2026, 10, 21, 12, 0, second)).toISOString(),
  });
const page = (seconds: number[], nextCursor: string | null = null): RequestsPage => ({
  items: seconds.map((second) => at(second)),
  nextCursor,
});
const shown = (pages: readonly RequestsPage[]) =>
  listRows(pages).map(({ createdAt }) => new Date(createdAt).getUTCSeconds());

test('new rows come on top, and the way to older pages stays', () => {
  const merged = mergeNewest([page([5, 4], 'a'), page([3], null)], page([7, 6, 5], 'b'));
  expect(shown(merged)).toEqual([7, 6, 5, 4, 3]);
  expect(merged.map(({ nextCursor }) => nextCursor)).toEqual(['a', null]);
});

test('a request that took long is put where its arrival says', () => {
  expect(shown(mergeNewest([page([9, 5])], page([9, 7, 5])))).toEqual([9, 7, 5]);
});

test('rows of the same moment stand in the order of the API', () => {
  const merged = mergeNewest([{ items: [at(5, 2)], nextCursor: null }], {
    items: [at(5, 3), at(5, 2), at(5, 1)],
    nextCursor: null,
  });
  expect(listRows(merged)).toEqual([at(5, 3), at(5, 2), at(5, 1)]);
});

test('with nothing new the very same pages are answered', () => {
  const pages = [page([5, 4])];
  expect(mergeNewest(pages, page([5]))).toBe(pages);
  expect(mergeNewest(pages, page([]))).toBe(pages);
});

test('where more came than a page holds, the list starts anew instead of hiding what lies between', () => {
  expect(mergeNewest([page([3, 2], 'a')], page([9, 8], 'b'))).toEqual([page([9, 8], 'b')]);
  expect(shown(mergeNewest([page([3, 2])], page([9, 8])))).toEqual([9, 8, 3, 2]);
});

test('the first rows of an empty list become its page', () => {
  expect(mergeNewest([page([])], page([1], 'c'))).toEqual([page([1], 'c')]);
});
