import { expect, it } from 'vitest';
import type { Channel } from '@heliograph/contracts/channels';
import { emptyForm, readChannelChanges, readNewChannel, toChannelForm } from './read-channel-form.ts';

it('takes addresses with commas, blanks or lines between', () => {
  const form = {
    ...emptyForm,
    name: ' Team ',
    recipients: 'ada@example.com, bob@example.com\n eve@example.com;',
  };
  expect(readNewChannel(form)).toEqual({
    input: {
      ...{ name: 'Team', enabled: true, budgetWarnings: false },
      settings: { kind: 'email', recipients: ['ada@example.com', 'bob@example.com', 'eve@example.com'] },
    },
  });
});

it.each([
  [{ kind: 'email', recipients: '' } as const, { recipients: 'Give at least one address' }],
  [{ kind: 'email', recipients: 'ada' } as const, { recipients: expect.stringContaining('ada@example.com') }],
  [{ kind: 'slack', secret: 'hooks' } as const, { secret: expect.stringContaining('https://') }],
  [{ kind: 'pagerduty', secret: 'abc' } as const, { secret: expect.stringContaining('32') }],
  [{ kind: 'opsgenie', secret: '' } as const, { secret: expect.stringContaining('Opsgenie') }],
  [
    { kind: 'webhook', secret: 'https://example.com/', signingSecret: 'short' } as const,
    { signingSecret: 'At least 16 characters' },
  ],
])('says what is wrong with %j at its field', (changed, errors) => {
  expect(readNewChannel({ ...emptyForm, name: 'Ops', ...changed })).toEqual({ errors });
});

it('leaves a secret as it is where none is given, and replaces one that is', () => {
  const channel: Channel = {
    ...{ id: '019aa2b6-1111-7222-8333-444455556666', name: 'Pager', enabled: true, budgetWarnings: true },
    settings: { kind: 'pagerduty', routingKey: '…abcd', region: 'eu' },
    ...{ createdAt: '2026-11-20T10:00:00.000Z', updatedAt: '2026-11-20T10:00:00.000Z' },
    ...{ createdBy: null, lastDelivery: null },
  };
  const form = toChannelForm(channel);
  const { id } = channel;
  const kept = { id, name: 'Pager', budgetWarnings: true };
  expect(readChannelChanges(id, form)).toEqual({
    input: { ...kept, settings: { kind: 'pagerduty', region: 'eu' } },
  });
  const routingKey = '0123456789abcdef0123456789abcdef';
  expect(readChannelChanges(id, { ...form, secret: ` ${routingKey} ` })).toEqual({
    input: { ...kept, settings: { kind: 'pagerduty', region: 'eu', routingKey } },
  });
});
