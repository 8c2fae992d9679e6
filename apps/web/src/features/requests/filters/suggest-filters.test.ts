import { expect, test } from 'vitest';
import { sampleRequest } from '../testing/sample-request.ts';
import { suggestFilters } from './suggest-filters.ts';

const rows = [
  sampleRequest({ userId: 'anna', model: 'gpt-4o', properties: { Plan: 'pro', 'My team': 'Ops EU' } }),
  sampleRequest({ userId: 'anna', model: 'gpt-4o-mini', properties: { Plan: 'free' } }),
];
const texts = (draft: string): string[] => suggestFilters(draft, rows).map(({ text }) => text);

test('fields are proposed by their name or what they are called, and the properties at hand', () => {
  expect(texts('')).toContain('model:');
  expect(texts('')).toContain('property.Plan:');
  expect(texts('lat')).toEqual(['latency:']);
  expect(texts('time to')).toEqual(['ttft:']);
  expect(texts('-us')).toEqual(['-user:', '-status:']);
  expect(texts('property.pl')).toEqual(['property.Plan:']);
  expect(texts('team')).toEqual(['property."My team":']);
});

test('values are proposed by the rows at hand, escaped, or by what there can be', () => {
  expect(texts('user:')).toEqual(['user:anna']);
  expect(texts('model:MINI')).toEqual(['model:gpt-4o-mini']);
  expect(texts('property.plan:f')).toEqual(['property.plan:free']);
  expect(texts('property."My team":')).toEqual(['property."My team":"Ops EU"']);
  expect(texts('status:4')).toEqual(['status:4xx', 'status:429']);
  expect(texts('stream:t')).toEqual(['stream:true']);
  expect(texts('latency:')).toContain('latency:>1s');
  expect(texts('nonsense:')).toEqual([]);
});

test('a value makes the condition whole, a field does not', () => {
  expect(suggestFilters('user:', rows).every(({ done }) => done)).toBe(true);
  expect(suggestFilters('us', rows).some(({ done }) => done)).toBe(false);
});
