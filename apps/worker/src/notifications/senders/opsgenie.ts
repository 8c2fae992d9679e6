import { z } from 'zod';
import type { Tone } from '@heliograph/contracts/notification-message';
import { clip, secretOf, type Sender } from './sender.ts';

const bases = { us: 'https://api.opsgenie.com', eu: 'https://api.eu.opsgenie.com' } as const;
const configSchema = z.object({ region: z.enum(['us', 'eu']) });
/** Of the Alert API (docs.opsgenie.com/docs/alert-api): details have 8,000 characters in all. */
const MESSAGE = 130;
const DESCRIPTION = 15_000;
const DETAIL = 300;
const DETAILS = 20;

const priorities: Record<Tone, string> = { critical: 'P1', warning: 'P3', info: 'P5', good: 'P5' };

/** Creates an alert, or closes the one of the same alias; Opsgenie counts repetitions of an alias as one alert. */
export const opsgenie: Sender = ({ notification, message, config, secrets, incidentKey, ...rest }) => {
  const isResolved = notification.kind === 'alert' && notification.event === 'resolved';
  const base = rest.bases.opsgenie ?? bases[configSchema.parse(config).region];
  const links = message.links.map(({ label, url }) => `${label}: ${url}`);
  const body = isResolved
    ? { source: 'Heliograph', note: clip([message.title, ...message.lines].join('\n'), 25_000) }
    : {
        message: clip(message.title, MESSAGE),
        alias: incidentKey,
        description: clip([message.title, ...message.lines, ...links].join('\n'), DESCRIPTION),
        priority: priorities[message.tone],
        source: 'Heliograph',
        details: Object.fromEntries(
          message.facts.slice(0, DETAILS).map(({ label, value }) => [clip(label, 80), clip(value, DETAIL)]),
        ),
      };
  const path = isResolved
    ? `/v2/alerts/${encodeURIComponent(incidentKey)}/close?identifierType=alias`
    : '/v2/alerts';
  return {
    shown: isResolved ? { close: incidentKey, ...body } : body,
    by: 'http',
    http: {
      url: `${base}${path}`,
      headers: { authorization: `GenieKey ${secretOf(secrets, 'apiKey')}` },
      body: JSON.stringify(body),
      isTrusted: true,
    },
  };
};
