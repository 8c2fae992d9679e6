import type { RequestWebhook } from '@heliograph/contracts/request-webhooks';

const webhook: RequestWebhook = {
  id: '019aa2b7-1111-7222-8333-444455556666',
  name: 'Expensive calls',
  channelId: '019aa2b6-1111-7222-8333-444455556666',
  channelName: 'On-call hook',
  filter: 'cost:>0.5',
  samplePercent: 100,
  withBodies: false,
  enabled: true,
  createdAt: '2026-11-20T10:00:00.000Z',
  createdBy: 'Ada Lovelace',
};
const { name, channelId, filter } = webhook;

export const webhookRequestExamples = {
  'webhooks.create': { name, channelId, filter },
  'webhooks.update': { samplePercent: 10 },
};

export const webhookResponseExamples = {
  'webhooks.list': { items: [webhook] },
  'webhooks.create': webhook,
  'webhooks.update': { ...webhook, samplePercent: 10 },
};
