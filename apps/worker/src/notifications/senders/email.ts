import { z } from 'zod';
import type { Message, Tone } from '@heliograph/contracts/notification-message';
import { clip, type Sender } from './sender.ts';

const configSchema = z.object({ recipients: z.array(z.string()).min(1) });
const SUBJECT = 200;

const colors: Record<Tone, string> = {
  critical: '#b42318',
  warning: '#b54708',
  info: '#1d4ed8',
  good: '#067647',
};

/** A message as text and as HTML of tables and inline styles, which is all that mail clients agree upon. */
export const email: Sender = ({ message, config, deliveryId }) => {
  const { recipients } = configSchema.parse(config);
  const subject = clip(message.title.replace(/\s+/g, ' '), SUBJECT);
  const text = toText(message);
  return {
    shown: { to: recipients, subject, text },
    by: 'smtp',
    mail: { to: recipients, subject, text, html: toHtml(message), deliveryId },
  };
};

function toText({ title, lines, facts, links }: Message): string {
  return [
    [title],
    lines,
    facts.map(({ label, value }) => `${label}: ${value}`),
    links.map(({ label, url }) => `${label}: ${url}`),
  ]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
}

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

function toHtml({ title, tone, lines, facts, links, bars }: Message): string {
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><td style="padding:3px 16px 3px 0;color:#667085;vertical-align:top">${escapeHtml(label)}</td><td style="padding:3px 0;color:#101828">${escapeHtml(value)}</td></tr>`,
  );
  const buttons = links.map(
    ({ label, url }) =>
      `<a href="${escapeHtml(url)}" style="display:inline-block;margin:0 16px 8px 0;color:#1d4ed8">${escapeHtml(label)}</a>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:24px;background:#f2f4f7">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" style="max-width:600px;width:100%;background:#ffffff;border-top:4px solid ${colors[tone]};${FONT};font-size:14px;line-height:20px">
<tr><td style="padding:24px">
<h1 style="margin:0 0 12px;font-size:18px;line-height:24px;color:#101828">${escapeHtml(title)}</h1>
${lines.map((line) => `<p style="margin:0 0 12px;color:#344054">${escapeHtml(line)}</p>`).join('\n')}
${rows.length === 0 ? '' : `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 16px;font-size:14px">${rows.join('')}</table>`}
${bars === undefined ? '' : toChart(bars)}
${buttons.join('')}
</td></tr></table>
<p style="margin:12px 0 0;${FONT};font-size:12px;color:#667085">Sent by Heliograph, because a notification channel of your organization leads here.</p>
</td></tr></table></body></html>`;
}

/** Bars as cells of a table: no mail client leaves them out, as they do SVG and images from elsewhere. */
function toChart({ title, bars }: NonNullable<Message['bars']>): string {
  const most = Math.max(...bars.map(({ value }) => value), 0);
  const rows = bars.map(({ label, text, value }) => {
    const width = most > 0 ? Math.round((100 * value) / most) : 0;
    const bar =
      width === 0
        ? ''
        : `<table role="presentation" width="${width}%" cellpadding="0" cellspacing="0"><tr><td height="12" style="height:12px;line-height:12px;font-size:0;background:#2e6be6">&nbsp;</td></tr></table>`;
    return `<tr><td width="64" style="padding:2px 8px 2px 0;color:#667085;white-space:nowrap">${escapeHtml(label)}</td><td style="padding:2px 0">${bar}</td><td width="80" align="right" style="padding:2px 0 2px 8px;color:#101828;white-space:nowrap">${escapeHtml(text)}</td></tr>`;
  });
  return `<p style="margin:0 0 4px;color:#667085">${escapeHtml(title)}</p>
<table width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 16px;font-size:12px;line-height:16px">${rows.join('')}</table>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
