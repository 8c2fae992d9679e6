import { splitFilter } from '@heliograph/contracts/filter-text/parse-filter';
import { describe, expect, it, test } from 'vitest';
import {
  addEntry,
  chosenValues,
  entryState,
  toggleEntry,
  chipText,
  entryLabel,
  joinParts,
} from './filter-parts.ts';

function chips(filter: string): string[] {
  const split = splitFilter(filter);
  if (!split.ok) throw new Error(split.message);
  return split.parts.map((part) => {
    const { label, verb, value } = chipText(part);
    return [label, verb, value].filter(Boolean).join(' ');
  });
}

describe('a chip', () => {
  it.each([
    ['model:gpt-4o', 'Model is gpt-4o'],
    ['-user:"a b"', 'User is not a b'],
    ['provider:openai', 'Provider is OpenAI'],
    ['cost:>=0.01', 'Cost ≥ 0.01'],
    ['-cost:>0.01', 'Cost ≤ 0.01'],
    ['name:~trip', 'Name contains trip'],
    ['NOT name:trip*', 'Name is not trip*'],
    ['status:5xx', 'Status is 5xx'],
    ['user:*', 'User is set'],
    ['-session:*', 'Session is not set'],
    ['property."My team":"x:\\"y"', 'My team is x:"y'],
    ['(model:a OR user:b)', '(model:a OR user:b)'],
    ['Paris', 'Text contains Paris'],
    ['-"capital of France"', 'Text does not contain capital of France'],
    ['"capital of Fr"*', 'Text contains capital of Fr…'],
    ['request:Москва', 'Request text contains Москва'],
    ['-response:*', 'Response text is not set'],
  ])('of %s says it in words', (filter, said) => {
    expect(chips(filter)).toEqual([said]);
  });
});

describe('a value that is added', () => {
  it.each([
    ['', 'model:m'],
    ['user:u', 'user:u model:m'],
    ['model:m', 'model:m'],
    ['model:a user:u', 'model:a,m user:u'],
    ['model:a,b', 'model:a,b,m'],
    ['model:a*', 'model:a* model:m'],
    ['-model:a', '-model:a model:m'],
    ['user:a OR user:b', '(user:a OR user:b) model:m'],
    ['modle:broken', 'model:m'],
  ])('to %j gives %j', (filter, expected) => {
    expect(addEntry(filter, { field: 'model', value: 'm' })).toBe(expected);
  });

  it('is escaped where it has to be, and read back as it was', () => {
    const filter = addEntry('', { field: 'property.My "team"', value: 'a, (b) "c"' });
    expect(splitFilter(filter)).toMatchObject({
      parts: [{ filter: { field: 'property.My "team"', operator: '=', value: 'a, (b) "c"' } }],
    });
    expect(addEntry(filter, { field: 'property.my "TEAM"', value: 'd' })).toContain('a, (b)');
    expect(splitFilter(addEntry(filter, { field: 'property.my "TEAM"', value: 'd' }))).toMatchObject({
      parts: [{ filter: { operator: 'in', value: ['a, (b) "c"', 'd'] } }],
    });
  });
});

test.each([
  ['', 'included', 'status:500'],
  ['', 'excluded', '-status:500'],
  ['status:500', 'included', ''],
  ['status:500', 'excluded', '-status:500'],
  ['status:500,429 user:u', 'excluded', 'status:429 user:u -status:500'],
  ['-status:429', 'excluded', '-status:429,500'],
  ['status:!=500', 'excluded', ''],
  ['-status:429,500', 'excluded', '-status:429'],
  ['-status:429,500', 'included', '-status:429 status:500'],
  ['status:5xx', 'included', 'status:5xx status:500'],
] as const)('a press on a value turns %j (%s) into %j', (filter, want, expected) => {
  expect(toggleEntry(filter, { field: 'status', value: 500 }, want)).toBe(expected);
});

test('what a filter says of a value', () => {
  const split = splitFilter('model:a,b -user:x cached:true');
  const parts = split.ok ? split.parts : [];
  expect(entryState(parts, { field: 'model', value: 'b' })).toBe('included');
  expect(entryState(parts, { field: 'userId', value: 'x' })).toBe('excluded');
  expect(entryState(parts, { field: 'cacheHit', value: true })).toBe('included');
  expect(entryState(parts, { field: 'model', value: 'c' })).toBeNull();
  expect(chosenValues(parts, 'model')).toEqual(['a', 'b']);
  expect(chosenValues(parts, 'userId')).toEqual(['x']);
  expect(chosenValues(parts, 'status')).toEqual([]);
});

test('alternatives are bracketed as soon as something stands beside them', () => {
  expect(joinParts(['user:a OR user:b'])).toBe('user:a OR user:b');
  expect(joinParts(['user:a OR user:b', 'model:(a OR b)', '(name:x OR name:y)'])).toBe(
    '(user:a OR user:b) model:(a OR b) (name:x OR name:y)',
  );
});

test('properties are called by their name', () => {
  expect(entryLabel({ field: 'property.Plan', value: '' })).toBe('Plan');
  expect(entryLabel({ field: 'userId', value: '' })).toBe('User');
});
