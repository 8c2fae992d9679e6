import type { Tone } from '@heliograph/contracts/notification-message';
import { clip, type Sender, toSecretUrl } from './sender.ts';

/** Limits of an embed (discord.com/developers/docs/resources/message#embed-object-embed-limits); 6,000 characters in all. */
const TITLE = 256;
const DESCRIPTION = 2_500;
const FIELDS = 12;
const NAME = 60;
const VALUE = 200;

const colors: Record<Tone, number> = {
  critical: 0xd92d20,
  warning: 0xdc6803,
  info: 0x2e6be6,
  good: 0x067647,
};

/** A webhook's message with one embed; nobody is mentioned by it. */
export const discord: Sender = (outgoing) => {
  const { title, tone, lines, facts, links } = outgoing.message;
  const [first] = links;
  const linkLine = links.map(({ label, url }) => `[${label}](<${url}>)`).join(' · ');
  const words = clip(
    lines.map(escapeMarkdown).join('\n'),
    DESCRIPTION - Math.min(linkLine.length, 2_000) - 2,
  );
  return toSecretUrl(outgoing, {
    embeds: [
      {
        title: clip(title, TITLE),
        ...(first !== undefined && first.url.length <= 2_048 && { url: first.url }),
        description: [words, linkLine.length <= 2_000 ? linkLine : '']
          .filter((part) => part !== '')
          .join('\n\n'),
        color: colors[tone],
        fields: facts.slice(0, FIELDS).map(({ label, value }) => ({
          name: clip(label, NAME),
          value: clip(escapeMarkdown(value), VALUE) || '—',
          inline: true,
        })),
        timestamp: outgoing.createdAt.toISOString(),
        footer: { text: 'Heliograph' },
      },
    ],
    allowed_mentions: { parse: [] },
  });
};

function escapeMarkdown(text: string): string {
  return text.replace(/[\\*_~`|>[\]()#-]/g, '\\$&');
}
