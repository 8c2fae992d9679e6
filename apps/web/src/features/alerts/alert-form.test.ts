import { expect, it } from 'vitest';
import { newAlertRuleSchema } from '@heliograph/contracts/alerts';
import { emptyForm, readAlertForm, toAlertForm, withPart } from './alert-form.ts';
import { formOfPreset, presets } from './presets.ts';

const kept = { id: '019aa2b6-1111-7222-8333-444455556666', snoozedUntil: null, createdBy: null } as const;
const dates = { createdAt: '2026-11-20T10:00:00.000Z', updatedAt: '2026-11-20T10:00:00.000Z' };

it.each(presets)('the preset $name is a rule, and the form reads it back', (preset) => {
  const form = formOfPreset(preset);
  const read = readAlertForm(form);
  if ('errors' in read) throw new Error(JSON.stringify(read.errors));
  const rule = newAlertRuleSchema.parse(read.input);
  expect(toAlertForm({ ...rule, ...kept, ...dates })).toEqual({ ...form, against: 'previous_period' });
});

it('gives shares in per cent', () => {
  const form = { ...emptyForm(), name: 'Errors', metric: 'errors', aggregation: 'rate', value: '5' } as const;
  const read = readAlertForm({ ...form, groups: ['model', 'property'], properties: ['', 'Team'] });
  expect(read).toMatchObject({
    input: { condition: { kind: 'threshold', value: 0.05 }, groupBy: ['model', 'property.Team'] },
  });
});

it('says what is wrong at the field', () => {
  const read = readAlertForm({ ...emptyForm(), filter: 'nonsense:1', renotifyMinutes: '1' });
  expect(read).toMatchObject({
    errors: {
      name: 'Give the rule a name',
      condition: 'Give a number',
      filter: expect.stringContaining('nonsense'),
      renotifyMinutes: 'Give at least 5 minutes, or nothing',
    },
  });
});

it('keeps what belongs together together', () => {
  const form = emptyForm();
  expect(withPart(form, { metric: 'latency' })).toMatchObject({ aggregation: 'p95', window: '60' });
  expect(withPart({ ...form, window: 'today' }, { metric: 'latency' }).window).toBe('60');
  expect(
    withPart({ ...form, metric: 'latency', aggregation: 'p95' }, { condition: 'forecast' }),
  ).toMatchObject({
    metric: 'cost',
    aggregation: 'sum',
    window: 'month',
  });
});
