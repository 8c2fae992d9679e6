import { expect, test } from 'vitest';
import { sortProperties } from './sort-properties.ts';

const properties = [
  { name: 'plan', requests: 5, values: 2 },
  { name: 'env', requests: 9, values: 2 },
  { name: 'Team', requests: 5, values: 7 },
];

test.each([
  ['requests', 'desc', ['env', 'plan', 'Team']],
  ['requests', 'asc', ['plan', 'Team', 'env']],
  ['values', 'desc', ['Team', 'env', 'plan']],
  ['name', 'desc', ['env', 'plan', 'Team']],
  ['name', 'asc', ['Team', 'plan', 'env']],
] as const)('by %s %s', (by, direction, expected) => {
  expect(sortProperties(properties, by, direction).map(({ name }) => name)).toEqual(expected);
});
