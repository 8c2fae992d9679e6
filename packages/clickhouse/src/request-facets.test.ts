import { expect, it } from 'vitest';
import type { Filter } from '@heliograph/contracts/filter';
import { withoutField } from './request-facets.ts';

const model = (value: string): Filter => ({ field: 'model', operator: '=', value });
const user: Filter = { field: 'userId', operator: '=', value: 'anna' };

it.each<[string, Filter, Filter | undefined]>([
  ['the condition alone', model('a'), undefined],
  ['one beside others', { and: [model('a'), user] }, { and: [user] }],
  ['what it is not', { and: [{ not: model('a') }, user] }, { and: [user] }],
  ['any of its values', { and: [{ or: [model('a'), model('b')] }, user] }, { and: [user] }],
  ['a choice that is not its alone stays', { or: [model('a'), user] }, { or: [model('a'), user] }],
  ['other fields stay', user, user],
  ['in another case', { field: 'property.Plan', operator: '=', value: 'x' }, undefined],
])('a field is counted without its own conditions: %s', (name, filter, expected) => {
  expect(withoutField(filter, name === 'in another case' ? 'property.plan' : 'model')).toEqual(expected);
});
