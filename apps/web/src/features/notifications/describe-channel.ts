import type { Channel, ChannelKind, DeliveryStatus } from '@heliograph/contracts/channels';
import type { BadgeTone } from '../../components/badge.tsx';

/** Where a channel leads, in a line. */
export function describeTarget({ settings }: Channel): string {
  switch (settings.kind) {
    case 'email':
      return settings.recipients.join(', ');
    case 'pagerduty':
      return `Integration key ${settings.routingKey}, ${settings.region.toUpperCase()}`;
    case 'opsgenie':
      return `API key ${settings.apiKey}, ${settings.region.toUpperCase()}`;
    case 'slack':
    case 'discord':
    case 'teams':
    case 'webhook':
      return settings.url;
  }
}

/** What a kind's secret is called, and where people find it. */
export const secretHelp: Readonly<Record<Exclude<ChannelKind, 'email'>, { label: string; hint: string }>> = {
  slack: {
    label: 'Webhook URL',
    hint: 'In Slack: Apps, Incoming Webhooks, Add New Webhook. It begins with https://hooks.slack.com/services/.',
  },
  discord: {
    label: 'Webhook URL',
    hint: 'In Discord: Edit Channel, Integrations, Webhooks, Copy Webhook URL.',
  },
  teams: {
    label: 'Workflow URL',
    hint: 'In Teams: Workflows, “Send webhook alerts to a channel”. Its URL is shown at the end.',
  },
  pagerduty: {
    label: 'Integration key',
    hint: 'In PagerDuty: the service’s Integrations, Events API v2. A test opens an incident of severity info.',
  },
  opsgenie: {
    label: 'API key',
    hint: 'In Opsgenie: the team’s Integrations, API, with the right to create and update. A test opens an alert of priority P5.',
  },
  webhook: {
    label: 'URL',
    hint: 'Gets a POST with JSON, signed in the header Heliograph-Signature.',
  },
};

/** How a delivery stands, as its badge has it. */
export const statusLabels: Readonly<Record<DeliveryStatus, { label: string; tone: BadgeTone }>> = {
  pending: { label: 'Waiting', tone: 'neutral' },
  sending: { label: 'Sending', tone: 'info' },
  delivered: { label: 'Delivered', tone: 'success' },
  failed: { label: 'Failed, is tried again', tone: 'warning' },
  dead: { label: 'Given up', tone: 'danger' },
};
