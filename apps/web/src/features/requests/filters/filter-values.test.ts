import { expect, test } from 'vitest';
import { sampleRequest } from '../testing/sample-request.ts';
import { proposePropertyNames, proposePropertyValues, proposeValues } from './filter-values.ts';

const rows = [
  sampleRequest({ userId: 'boris', properties: { Plan: 'pro', env: 'dev' } }),
  sampleRequest({ userId: 'anna', properties: { plan: 'free' } }),
  sampleRequest({ userId: 'anna', properties: { Plan: 'pro' } }),
  sampleRequest({ userId: null }),
];

test('values are proposed by how often they occur, and narrowed by what is typed', () => {
  expect(proposeValues(rows, 'userId', '')).toEqual(['anna', 'boris']);
  expect(proposeValues(rows, 'userId', ' BO ')).toEqual(['boris']);
});

test('property names and values are proposed, names without regard to case', () => {
  expect(proposePropertyNames(rows, 'pl')).toEqual(['Plan', 'plan']);
  expect(proposePropertyValues(rows, 'PLAN', '')).toEqual(['pro', 'free']);
});
