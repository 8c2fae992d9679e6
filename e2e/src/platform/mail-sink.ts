import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as it came in. */
export interface SunkMail {
  to: string[];
  source: string;
}

/** A mail server that keeps what it gets, and tells it over HTTP: tests run in other processes. */
export async function startMailSink(): Promise<{
  smtpUrl: string;
  mailsUrl: string;
  close(): Promise<void>;
}> {
  const mails: SunkMail[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, source: Buffer.concat(chunks).toString() });
        done();
      });
    },
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const web = createServer((request, response) => {
    const to = new URL(request.url ?? '', 'http://localhost').searchParams.get('to') ?? '';
    response.end(JSON.stringify(mails.filter((mail) => mail.to.includes(to))));
  }).listen(0, '127.0.0.1');
  await once(web, 'listening');
  const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;
  return {
    smtpUrl: `smtp://127.0.0.1:${portOf(smtp.server)}`,
    mailsUrl: `http://127.0.0.1:${portOf(web)}`,
    async close() {
      web.closeAllConnections();
      web.close();
      await new Promise<void>((resolve) => smtp.close(resolve));
    },
  };
}

/** The mails that came to an address. */
export async function mailsTo(mailsUrl: string, address: string): Promise<SunkMail[]> {
  const answer = await fetch(`${mailsUrl}/?to=${encodeURIComponent(address)}`);
  return (await answer.json()) as SunkMail[];
}
