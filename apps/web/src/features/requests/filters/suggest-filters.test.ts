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
  expect(texts('lat')).toEqual(['latency:', 'lat']);
  expect(texts('time to')).toEqual(['ttft:', '"time to"']);
  expect(texts('-us')).toEqual(['-user:', '-status:', '-us']);
  expect(texts('property.pl')).toEqual(['property.Plan:', '"property.pl"']);
  expect(texts('team')).toEqual(['property."My team":', 'team']);
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
  const fields = suggestFilters('us', rows).filter(({ text }) => text.endsWith(':'));
  expect(fields.some(({ done }) => done)).toBe(false);
});

test('words that are no field are proposed as a phrase to look for', () => {
  expect(texts('capital of France')).toEqual(['"capital of France"']);
  expect(texts('"日本語')).toEqual(['日本語']);
  expect(texts('%')).toEqual([]);
});
