import { z } from 'zod';
import { clip, secretOf, type Sender } from './sender.ts';

const bases = { us: 'https://events.pagerduty.com', eu: 'https://events.eu.pagerduty.com' } as const;
const configSchema = z.object({ region: z.enum(['us', 'eu']) });
/** Of the Events API v2 (developer.pagerduty.com/docs/events-api-v2-overview). */
const SUMMARY = 1_024;

/** Opens an incident, or resolves the one of the same key; PagerDuty takes repetitions of a key for one incident. */
export const pagerduty: Sender = ({ notification, message, config, secrets, incidentKey, ...rest }) => {
  const isResolved = notification.kind === 'alert' && notification.event === 'resolved';
  const base = rest.bases.pagerduty ?? bases[configSchema.parse(config).region];
  const event = {
    event_action: isResolved ? 'resolve' : 'trigger',
    dedup_key: incidentKey,
    ...(!isResolved && {
      payload: {
        summary: clip(message.title, SUMMARY),
        source: 'Heliograph',
        severity: message.tone === 'good' ? 'info' : message.tone,
        timestamp: rest.createdAt.toISOString(),
        component: notification.kind === 'alert' ? clip(notification.ruleName, 255) : notification.kind,
        custom_details: {
          ...Object.fromEntries(message.facts.map(({ label, value }) => [label, clip(value, 1_000)])),
          ...(message.lines.length > 0 && { Details: clip(message.lines.join('\n'), 10_000) }),
        },
      },
      links: message.links.map(({ label, url }) => ({ href: url, text: label })),
      client: 'Heliograph',
      ...(message.links[0] !== undefined && { client_url: message.links[0].url }),
    }),
  };
  const body = JSON.stringify({ routing_key: secretOf(secrets, 'routingKey'), ...event });
  return {
    shown: event,
    by: 'http',
    http: { url: `${base}/v2/enqueue`, headers: {}, body, isTrusted: true },
  };
};
