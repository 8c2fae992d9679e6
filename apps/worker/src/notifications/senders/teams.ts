import type { Tone } from '@heliograph/contracts/notification-message';
import { clip, type Sender, toSecretUrl } from './sender.ts';

/** A message may have 28 KB (learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors); this stays far below. */
const LINES = 15;
const LINE = 200;
const FACTS = 15;
const VALUE = 150;

const colors: Record<Tone, string> = {
  critical: 'attention',
  warning: 'warning',
  info: 'accent',
  good: 'good',
};

/** An adaptive card in the envelope which the Workflows app takes ("When a Teams webhook request is received"). */
export const teams: Sender = (outgoing) => {
  const { title, tone, lines, facts, links } = outgoing.message;
  return toSecretUrl(outgoing, {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            {
              type: 'TextBlock',
              text: escapeMarkdown(clip(title, LINE)),
              weight: 'bolder',
              size: 'medium',
              color: colors[tone],
              wrap: true,
            },
            ...lines.slice(0, LINES).map((line) => ({
              type: 'TextBlock',
              text: escapeMarkdown(clip(line, LINE)),
              wrap: true,
              spacing: 'small',
            })),
            ...(facts.length === 0
              ? []
              : [
                  {
                    type: 'FactSet',
                    facts: facts.slice(0, FACTS).map(({ label, value }) => ({
                      title: clip(label, 60),
                      value: escapeMarkdown(clip(value, VALUE)),
                    })),
                  },
                ]),
          ],
          actions: links.map(({ label, url }) => ({ type: 'Action.OpenUrl', title: label, url })),
        },
      },
    ],
  });
};

function escapeMarkdown(text: string): string {
  return text.replace(/[\\*_`[\]()#]/g, '\\$&');
}
