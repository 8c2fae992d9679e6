import { expect, test } from 'vitest';
import { noFilters } from './request-filters.ts';
import { requestUrl } from './request-url.ts';

test('the address of a request keeps the range and filters of the list', () => {
  expect(requestUrl('24h', noFilters, 'x')).toBe('/requests?request=x');
  const filters = { ...noFilters, status: ['5xx' as const], userId: ['a b'], model: ['gpt-4o'] };
  const url = new URL(requestUrl('7d', filters, 'x'), 'http://localhost');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    range: '7d',
    status: '5xx',
    user: 'a b',
    model: 'gpt-4o',
    request: 'x',
  });
});
