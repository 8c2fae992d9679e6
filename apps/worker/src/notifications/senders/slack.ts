import type { Message, Tone } from '@heliograph/contracts/notification-message';
import { clip, type Sender, toSecretUrl } from './sender.ts';

/** Limits of Block Kit (docs.slack.dev/reference/block-kit): header 150, text 3,000, ten fields of 2,000 characters. */
const HEADER = 150;
const TEXT = 3_000;
const FIELDS = 10;
const SECTIONS = 3;
const FIELD = 2_000;

const signs: Record<Tone, string> = {
  critical: ':red_circle:',
  warning: ':large_orange_circle:',
  info: ':large_blue_circle:',
  good: ':large_green_circle:',
};

/** An incoming webhook's message in blocks. */
export const slack: Sender = (outgoing) => toSecretUrl(outgoing, slackBody(outgoing.message));

function slackBody({ title, tone, lines, facts, links }: Message) {
  const text = (value: string, max: number) => ({ type: 'mrkdwn', text: clip(escape(value), max) });
  const fields = facts.slice(0, FIELDS * SECTIONS).map(({ label, value }) => ({
    type: 'mrkdwn',
    text: clip(`*${escape(clip(label, 200))}*\n${escape(clip(value, 400))}`, FIELD),
  }));
  return {
    // What the phone shows, and what is shown where blocks are not.
    text: escape(title),
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: clip(`${signs[tone]} ${title}`, HEADER), emoji: true },
      },
      ...(lines.length === 0 ? [] : [{ type: 'section', text: text(lines.join('\n'), TEXT) }]),
      ...Array.from({ length: Math.ceil(fields.length / FIELDS) }, (_, i) => ({
        type: 'section',
        fields: fields.slice(i * FIELDS, (i + 1) * FIELDS),
      })),
      ...(links.length === 0
        ? []
        : [
            {
              type: 'context',
              elements: [
                {
                  type: 'mrkdwn',
                  text: links.map(({ label, url }) => `<${escapeUrl(url)}|${escape(label)}>`).join('  ·  '),
                },
              ],
            },
          ]),
    ],
    unfurl_links: false,
  };
}

/** The three signs that mean something to Slack, so that nobody's words become a link or a mention. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function escapeUrl(url: string): string {
  return escape(url).replaceAll('|', '%7C');
}
