import { expect, test } from 'vitest';
import { requestsUrl } from './requests-url.ts';

test('the address of a request keeps the range and filter of the list', () => {
  expect(requestsUrl('24h', '', 'x')).toBe('/requests?request=x');
  const filter = 'status:5xx user:"a b" name:Анна';
  const url = new URL(requestsUrl('7d', filter, 'x'), 'http://localhost');
  expect(Object.fromEntries(url.searchParams)).toEqual({ range: '7d', q: filter, request: 'x' });
});

test('a range from one moment to another stands there with both ends', () => {
  const from = '2026-11-20T10:00:00.000Z';
  const to = '2026-11-21T10:00:00.000Z';
  const url = new URL(requestsUrl(`${from}/${to}`, ''), 'http://localhost');
  expect(Object.fromEntries(url.searchParams)).toEqual({ from, to });
});
