import { describe, expect, test, vi } from 'vitest';
import { sampleRequest } from '../testing/sample-request.ts';
import {
  joinPages,
  type RequestsPage,
  addArrived,
  addLook,
  dropOlder,
  listRows,
  lookForNewest,
} from './live-rows.ts';

const idOf = (number: number) => `019aa2b4-0000-7000-8000-${String(number).padStart(12, '0')}`;
const at = (second: number, number = second) =>
  sampleRequest({
    id: idOf(number),
    createdAt: new Date(Date.UTC(2026, 10, 21, 12, 0, second)).toISOString(),
  });
const page = (seconds: number[], nextCursor: string | null = null): RequestsPage => ({
  items: seconds.map((second) => at(second)),
  nextCursor,
});
const seconds = (rows: readonly { createdAt: string }[]) =>
  rows.map(({ createdAt }) => new Date(createdAt).getUTCSeconds());
const known =
  (...numbers: number[]) =>
  (id: string) =>
    numbers.map(idOf).includes(id);

describe('lookForNewest', () => {
  /** An API whose cursor is the second before which the next page starts. */
  const api = (all: number[], size: number) =>
    vi.fn((cursor?: string) => {
      const rows = all.filter((second) => cursor === undefined || second < Number(cursor));
      const shown = rows.slice(0, size);
      return Promise.resolve(page(shown, rows.length > size ? String(shown.at(-1)) : null));
    });

  test('asks once where the newest page meets rows that are known', async () => {
    const ask = api([9, 8, 7, 6], 2);
    const look = await lookForNewest(ask, known(8), 5);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(look).toEqual({ newest: page([9, 8], '8'), items: page([9, 8]).items, touches: true });
  });

  test('closes the gap to the known rows page by page', async () => {
    const ask = api([9, 8, 7, 6, 5, 4], 2);
    const look = await lookForNewest(ask, known(4), 5);
    expect(ask).toHaveBeenCalledTimes(3);
    expect(seconds(look.items)).toEqual([9, 8, 7, 6, 5, 4]);
    expect(look.touches).toBe(true);
  });

  test('gives up after so many pages and says so', async () => {
    const ask = api([9, 8, 7, 6, 5, 4, 3], 2);
    const look = await lookForNewest(ask, known(3), 2);
    expect(ask).toHaveBeenCalledTimes(2);
    expect(seconds(look.items)).toEqual([9, 8, 7, 6]);
    expect(look.touches).toBe(false);
  });

  test('the end of the range leaves no gap', async () => {
    expect((await lookForNewest(api([9, 8, 7], 2), known(), 5)).touches).toBe(true);
  });
});

describe('addLook', () => {
  const look = (numbers: number[], touches = true) => ({
    newest: page(numbers),
    items: page(numbers).items,
    touches,
  });

  test('keeps what is new', () => {
    const { rows, ahead } = addLook([at(7)], look([9, 8, 7, 6]), known(7, 6));
    expect(seconds(rows)).toEqual([7, 9, 8]);
    expect(ahead).toBe(0);
  });

  test('with nothing new the very same rows are answered', () => {
    const rows = [at(7)];
    expect(addLook(rows, look([7, 6]), known(7, 6)).rows).toBe(rows);
  });

  test('rows above a gap are counted, not listed', () => {
    const rows = [at(3)];
    expect(addLook(rows, look([9, 8], false), known(3))).toEqual({ rows, ahead: 2 });
  });
});

describe('listRows', () => {
  test('a request that took long is put where its arrival says', () => {
    expect(seconds(listRows([page([8, 5], 'a'), page([3])], [at(9), at(7)]))).toEqual([9, 8, 7, 5, 3]);
  });

  test('rows of the same moment stand in the order of the API, each once', () => {
    const rows = listRows([{ items: [at(5, 2)], nextCursor: null }], [at(5, 1), at(5, 3), at(5, 2)]);
    expect(rows).toEqual([at(5, 3), at(5, 2), at(5, 1)]);
  });
});

test('pages of another order stay as they came, each id once', () => {
  expect(seconds(joinPages([page([3, 9]), page([9, 1])]))).toEqual([3, 9, 1]);
});

describe('dropOlder', () => {
  const rows = page([9, 8, 7]).items;

  test('rows that began before the range leave', () => {
    expect(seconds(dropOlder(rows, at(8).createdAt))).toEqual([9, 8]);
    expect(dropOlder(rows, at(10).createdAt)).toEqual([]);
  });

  test('where none did the very same rows are answered', () => {
    expect(dropOlder(rows, at(7).createdAt)).toBe(rows);
  });
});

test('of calls that share an id the list shows the newest, wherever it came from', () => {
  expect(seconds(listRows([{ items: [at(9), at(5, 1), at(3, 1)], nextCursor: null }], []))).toEqual([9, 5]);
  expect(seconds(listRows([page([3])], [at(8, 3)]))).toEqual([8]);
  expect(seconds(listRows([{ items: [at(8, 3)], nextCursor: null }], [at(3)]))).toEqual([8]);
});

test('what arrives by itself stands beside the pages, and on top of the newest', () => {
  const before = { rows: [at(5)], newest: page([5, 4], 'behind 4'), ahead: 0, from: 'then', sweptAt: 1 };
  const after = addArrived(before, [at(3), at(6)], 'now');
  expect(seconds(after.rows)).toEqual([5, 3, 6]);
  expect(seconds(after.newest.items)).toEqual([6, 5, 4, 3]);
  expect(after).toMatchObject({ newest: { nextCursor: 'behind 4' }, from: 'now', sweptAt: 1 });
});
