import { expect, test } from 'vitest';
import { requestUrl } from './request-url.ts';

test('the address of a request keeps the range and filter of the list', () => {
  expect(requestUrl('24h', '', 'x')).toBe('/requests?request=x');
  const filter = 'status:5xx user:"a b" name:Анна';
  const url = new URL(requestUrl('7d', filter, 'x'), 'http://localhost');
  expect(Object.fromEntries(url.searchParams)).toEqual({ range: '7d', q: filter, request: 'x' });
});
