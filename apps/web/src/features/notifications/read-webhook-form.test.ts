import { expect, it } from 'vitest';
import { readWebhookForm } from './read-webhook-form.ts';

const form = {
  ...{ name: ' Costly ', channelId: '019aa2b6-1111-7222-8333-444455556666', filter: ' cost:>0.5 ' },
  ...{ sample: '12,5 %', withBodies: true },
};

it('reads percent as people write them, and the filter as text', () => {
  expect(readWebhookForm(form)).toEqual({
    input: { ...form, name: 'Costly', filter: 'cost:>0.5', sample: undefined, samplePercent: 12.5 },
  });
});

it('says what is wrong at each field', () => {
  const wrong = { ...form, name: '', channelId: '', filter: 'cost:>(', sample: '101' };
  expect(readWebhookForm(wrong)).toEqual({
    errors: {
      name: 'Give the webhook a name',
      channelId: 'Choose a channel',
      filter: expect.any(String),
      sample: 'Give percent from 0.0001 to 100',
    },
  });
  expect(readWebhookForm({ ...form, sample: '' })).toHaveProperty('errors.sample');
});
