import { expect, it } from 'vitest';
import { readRuleForm, type RuleForm, toRuleForm } from './read-rule-form.ts';

const form: RuleForm = {
  name: 'Fair use',
  quota: '100',
  unit: 'request',
  window: '2',
  windowUnit: 'hour',
  by: 'property',
  byProperty: 'Team',
  model: ' ',
  propertyName: 'Stage',
  propertyValue: 'live',
};

it('reads what was filled in, and shows it again the same', () => {
  const read = readRuleForm(form);
  expect(read).toEqual({
    input: {
      name: 'Fair use',
      quota: 100,
      windowSeconds: 7_200,
      unit: 'request',
      segment: { by: 'property', name: 'team' },
      model: null,
      property: { name: 'stage', value: 'live' },
      enabled: true,
    },
  });
  if ('input' in read)
    expect(toRuleForm(read.input)).toEqual({ ...form, byProperty: 'team', propertyName: 'stage', model: '' });
});

it.each([
  [{ name: ' ' }, 'name'],
  [{ quota: '1.5' }, 'quota'],
  [{ quota: '' }, 'quota'],
  [{ quota: '0' }, 'quota'],
  [{ window: '400', windowUnit: 'day' }, 'windowSeconds'],
  [{ byProperty: '' }, 'segment'],
  [{ model: 'gpt-*-mini' }, 'model'],
] as const)('%j is told at its field', (part, field) => {
  const read = readRuleForm({ ...form, ...part });
  expect('errors' in read && Object.keys(read.errors)).toEqual([field]);
});
