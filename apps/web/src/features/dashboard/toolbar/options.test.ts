import { expect, test } from 'vitest';
import { groupOptions } from './group-options.ts';
import { intervalOptions } from './interval-options.ts';

const hour = 3_600_000;

test.each([
  [hour, ['minute']],
  [6 * hour, ['minute', 'hour']],
  [24 * hour, ['hour']],
  [7 * 24 * hour, ['hour', 'day']],
  [30 * 24 * hour, ['hour', 'day', 'week']],
  [365 * 24 * hour, ['day', 'week', 'month']],
])('a range of %d ms is cut into what makes a chart of it', (range, intervals) => {
  expect(intervalOptions(range, 'auto')).toEqual(intervals);
});

test('the interval that was chosen stays, even where it makes no chart', () => {
  expect(intervalOptions(hour, 'week')).toEqual(['minute', 'week']);
});

test('properties are offered once, however they are written, and the chosen one always', () => {
  const values = groupOptions(['Team', 'Feature'], ['property.team', 'property.region']).map(
    ({ value }) => value,
  );
  expect(values.filter((value) => value.startsWith('property.'))).toEqual([
    'property.team',
    'property.region',
  ]);
  expect(values.filter((value) => value === 'feature')).toHaveLength(1);
});
