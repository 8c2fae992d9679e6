import { createTransport } from 'nodemailer';
import type { TryResult } from './post-json.ts';
import type { Verdict } from './judge-answer.ts';

export interface Mail {
  to: readonly string[];
  subject: string;
  text: string;
  html: string;
  /** Makes the Message-ID, by which mail servers and clients tell a repetition. */
  deliveryId: string;
}

export interface MailSettings {
  /** smtp:// or smtps://, with user name and password. */
  url: string;
  from: string;
}

export interface Mailer {
  /** Sends once; never rejects. */
  send(mail: Mail): Promise<TryResult>;
  close(): void;
}

const CONNECT_MS = 5_000;
const SILENCE_MS = 10_000;

/** Sends by the operator's mail server; `settings` null where there is none. */
export function createMailer(settings: MailSettings | null): Mailer {
  if (settings === null) {
    const error = 'The operator has set no mail server: SMTP_URL and SMTP_FROM, see docs/notifications.md';
    return {
      send: () => Promise.resolve({ verdict: { outcome: 'dead', error }, status: null, answer: null }),
      close: () => undefined,
    };
  }
  const { url, from } = settings;
  const timeouts = {
    connectionTimeout: CONNECT_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    dnsTimeout: CONNECT_MS,
  };
  // What a notification says must never make the server read a file or fetch a page.
  const transport = createTransport({ url, disableFileAccess: true, disableUrlAccess: true, ...timeouts });
  const domain = /@([^>\s]+)>?\s*$/.exec(from)?.[1] ?? 'heliograph.invalid';
  return {
    async send({ to, subject, text, html, deliveryId }) {
      try {
        const sent = await transport.sendMail({
          ...{ from, to: [...to], subject, text, html },
          messageId: `<${deliveryId}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'Heliograph-Delivery': deliveryId },
        });
        const refused = sent.rejected.map(String);
        const answer =
          refused.length === 0 ? sent.response : `${sent.response}; refused: ${refused.join(', ')}`;
        return { verdict: { outcome: 'delivered' }, status: statusOf(sent.response), answer };
      } catch (error) {
        return judgeMailFailure(error);
      }
    },
    close: () => transport.close(),
  };
}

/** SMTP says 4xx for later and 5xx for never (RFC 5321, 4.2.1); without an answer it is later. */
function judgeMailFailure(error: unknown): TryResult {
  const { code, responseCode, response } = (error ?? {}) as Record<string, unknown>;
  const status = typeof responseCode === 'number' ? responseCode : null;
  const answer = typeof response === 'string' ? response.slice(0, 2_048) : null;
  const text =
    status === null
      ? `The mail server could not be reached (${typeof code === 'string' ? code : 'unknown'})`
      : `The mail server answered ${status}`;
  const verdict: Verdict =
    status !== null && status >= 500
      ? { outcome: 'dead', error: text }
      : { outcome: 'retry', error: text, askedMs: null };
  return { verdict, status, answer };
}

function statusOf(response: string): number | null {
  const code = Number.parseInt(response, 10);
  return Number.isNaN(code) ? null : code;
}
