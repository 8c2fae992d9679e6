import type { Channel, Delivery } from '@heliograph/contracts/channels';

const channel: Channel = {
  id: '019aa2b6-1111-7222-8333-444455556666',
  name: 'On-call hook',
  enabled: true,
  budgetWarnings: true,
  settings: { kind: 'webhook', url: 'https://hooks.example.com/…9f2c', signingSecret: '…w7Qk' },
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
  createdBy: 'Ada Lovelace',
  lastDelivery: { at: '2026-11-21T10:00:00.000Z', status: 'delivered', error: null },
};

const budget = {
  kind: 'budget',
  threshold: 80,
  apiKeyId: '019a9f5d-1111-7222-8333-444455556666',
  apiKeyName: 'production',
  month: '2026-11',
  spentUsd: '40.12',
  budgetUsd: '50',
  usedPercent: 80.2,
  keysUrl: 'http://localhost:3000/settings/keys',
} as const;

const delivery: Delivery = {
  id: '019aa2b6-7777-7888-8999-aaaabbbbcccc',
  channelId: channel.id,
  title: 'The key production has used 80 % of its monthly budget',
  notification: budget,
  status: 'delivered',
  attempts: 1,
  maxAttempts: 8,
  nextAttemptAt: null,
  tries: [{ at: '2026-11-21T10:00:00.400Z', latencyMs: 212, status: 200, error: null, answer: 'ok' }],
  sent: {
    id: '019aa2b6-7777-7888-8999-aaaabbbbcccc',
    type: 'budget',
    createdAt: '2026-11-21T10:00:00.000Z',
    data: budget,
  },
  createdAt: '2026-11-21T10:00:00.000Z',
  finishedAt: '2026-11-21T10:00:00.612Z',
};

const waiting: Delivery = {
  ...delivery,
  ...{ status: 'pending', attempts: 0, tries: [], sent: null, finishedAt: null },
  nextAttemptAt: '2026-11-21T10:00:00.000Z',
};
const signingSecret = 'whsec_Zm9yIHRoZSBkb2N1bWVudGF0aW9uIG9ubHkgLSBub25l';

export const channelRequestExamples = {
  'channels.create': {
    name: channel.name,
    budgetWarnings: true,
    settings: { kind: 'webhook', url: 'https://hooks.example.com/heliograph' },
  },
  'channels.update': { enabled: false },
};

export const channelResponseExamples = {
  'channels.list': { items: [channel], readiness: { email: true, secrets: true } },
  'channels.create': { ...channel, lastDelivery: null, signingSecret },
  'channels.update': { ...channel, enabled: false },
  'channels.test': waiting,
  'channels.renewSecret': { signingSecret },
  'channels.deliveries': { items: [delivery], nextCursor: null },
  'channels.delivery': delivery,
  'channels.resend': waiting,
};
