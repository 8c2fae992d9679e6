import { createLoader, createSerializer } from 'nuqs/server';
import { expect, test } from 'vitest';
import { filterSchema } from '@heliograph/contracts/filter';
import { filterParsers, filterUrlKeys } from './filter-parsers.ts';
import {
  type RequestFilters,
  addFilter,
  listFilters,
  noFilters,
  removeFilter,
  toApiFilter,
} from './request-filters.ts';
import { resolveTimeRange, timeRangeNames } from './time-range.ts';

const serialize = createSerializer(filterParsers, { urlKeys: filterUrlKeys });
const load = createLoader(filterParsers, { urlKeys: filterUrlKeys });

const many: RequestFilters = {
  ...noFilters,
  status: ['4xx', 'cancelled'],
  model: ['gpt-4o-mini', 'a,b'],
  userId: ['Анна & co'],
  properties: [
    ['Feature', 'a:b,c'],
    ['feature', 'x'],
  ],
};

test('filters survive the way through the URL, whatever stands in them', () => {
  const url = serialize('/requests', { range: '7d', ...many });
  expect(url).toContain('user=');
  expect(load(new URL(url, 'http://localhost').searchParams)).toEqual({ range: '7d', ...many });
});

test('a URL that makes no sense filters nothing', () => {
  const state = load('?range=forever&status=9xx&property=nocolon,%25zz:1');
  expect(state).toEqual({ range: '24h', ...noFilters });
});

test('an empty list of filters leaves the URL clean', () => {
  expect(serialize('/requests', { range: '24h', ...noFilters })).toBe('/requests');
});

test('the API filter joins fields with and, values of one field with or, and is valid', () => {
  const filter = toApiFilter(many);
  expect(filterSchema.parse(filter)).toEqual(filter);
  expect(filter).toEqual({
    and: [
      {
        or: [
          {
            and: [
              { field: 'status', operator: '>=', value: 400 },
              { field: 'status', operator: '<', value: 500 },
              { field: 'outcome', operator: '!=', value: 'cancelled' },
            ],
          },
          { field: 'outcome', operator: '=', value: 'cancelled' },
        ],
      },
      { field: 'model', operator: 'in', value: ['gpt-4o-mini', 'a,b'] },
      { field: 'userId', operator: '=', value: 'Анна & co' },
      { field: 'property.feature', operator: 'in', value: ['a:b,c', 'x'] },
    ],
  });
  expect(toApiFilter(noFilters)).toBeUndefined();
  expect(toApiFilter({ ...noFilters, name: ['x'] })).toEqual({ field: 'name', operator: '=', value: 'x' });
});

test('filters are added once and taken away one by one', () => {
  const property = { field: 'property', name: 'Plan', value: 'pro' } as const;
  const one = addFilter(addFilter(noFilters, property), property);
  expect(listFilters(one)).toEqual([property]);
  const two = addFilter(one, { field: 'model', value: 'm' });
  expect(removeFilter(two, property)).toEqual({ ...noFilters, model: ['m'] });
});

test('a preset ends just after now', () => {
  const now = new Date('2026-11-21T12:00:00.000Z');
  expect(resolveTimeRange('15m', now)).toEqual({
    from: '2026-11-21T11:45:00.000Z',
    to: '2026-11-21T12:05:00.000Z',
  });
  for (const name of timeRangeNames) expect(Date.parse(resolveTimeRange(name, now).from)).toBeLessThan(+now);
});
