import { describe, expect, test } from 'vitest';
import { sampleSpan } from '../testing/sample-span.ts';
import { moveInTree, walkRequests } from './move-in-tree.ts';
import { allPlaces, openAtFirst, placesAbove, prepareRows } from './prepare-rows.ts';
import { prepareTree } from './prepare-tree.ts';

const tree = (paths: readonly string[]) => prepareTree(paths.map((path, at) => sampleSpan(at, at, { path })));
const roots = tree(['/plan/hotel', '/plan/flight/seat', '/book']);
const idOf = (at: number) => sampleSpan(at, 0).id;

describe('prepareRows', () => {
  test('what is closed hides what is below', () => {
    expect(prepareRows(roots, new Set()).map(({ node }) => node.key)).toEqual(['/plan', '/book']);
    const rows = prepareRows(roots, new Set(['/plan', '/plan/flight']));
    expect(
      rows.map(({ node, level, position, siblings, expanded }) => [
        node.path,
        level,
        position,
        siblings,
        expanded,
      ]),
    ).toEqual([
      ['/plan', 1, 1, 2, true],
      ['/plan/hotel', 2, 1, 2, null],
      ['/plan/flight', 2, 2, 2, true],
      ['/plan/flight/seat', 3, 1, 1, null],
      ['/book', 1, 2, 2, null],
    ]);
  });

  test('a small session opens whole, of a large one so much as can be overlooked', () => {
    expect(openAtFirst(roots)).toEqual(allPlaces(roots));
    const large = tree([
      ...Array.from({ length: 10_000 }, () => '/loop/step'),
      ...Array.from({ length: 10 }, (_, at) => `/setup/${at}`),
    ]);
    expect([...openAtFirst(large)]).toEqual(['/loop', '/setup']);
    expect(prepareRows(large, allPlaces(large))).toHaveLength(10_013);
  });

  test('a request is brought into sight by its places', () => {
    expect(placesAbove(roots, idOf(1))).toEqual(['/plan', '/plan/flight']);
    expect(placesAbove(roots, idOf(99))).toEqual([]);
  });
});

describe('moveInTree', () => {
  const rows = prepareRows(roots, new Set(['/plan']));
  test.each([
    ['/plan', 'ArrowDown', { go: '/plan/hotel' }],
    ['/plan', 'ArrowUp', null],
    ['/plan', 'ArrowRight', { go: '/plan/hotel' }],
    ['/plan', 'ArrowLeft', { close: '/plan' }],
    ['/plan/hotel', 'ArrowLeft', { go: '/plan' }],
    ['/plan/hotel', 'ArrowRight', null],
    ['/plan/flight', 'ArrowRight', { open: ['/plan/flight'] }],
    ['/plan/hotel', '*', { open: ['/plan/flight'] }],
    ['/book', 'ArrowDown', null],
    ['/book', 'Home', { go: '/plan' }],
    ['/plan', 'End', { go: '/book' }],
    ['/gone', 'ArrowDown', { go: '/plan' }],
    ['/plan', 'x', null],
  ])('on %s, %s', (current, key, expected) => {
    expect(moveInTree(rows, current, key)).toEqual(expected);
  });
});

test('walking goes from request to request and leaves out places', () => {
  const rows = prepareRows(roots, allPlaces(roots));
  expect(walkRequests(rows, idOf(0), 1)?.node.path).toBe('/plan/flight/seat');
  expect(walkRequests(rows, idOf(1), -1)?.node.path).toBe('/plan/hotel');
  expect(walkRequests(rows, idOf(2), 1)).toBeNull();
  expect(walkRequests(rows, idOf(99), 1)?.node.path).toBe('/plan/hotel');
});
