import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { ChannelSettings } from '@heliograph/contracts/channels';
import type { Notification } from '@heliograph/contracts/notification';
import { deliveryTrySchema } from '@heliograph/contracts/channels';
import { type ChannelsUnderTest, firedAlert, prepareChannels } from '../../testing/channels-under-test.ts';
import { createMailer, type Mailer } from '../send-mail.ts';
import { signatureOf } from '../sign.ts';

let channels: ChannelsUnderTest;
let smtp: SMTPServer;
let mailer: Mailer;
/** What the next mails are refused with. */
const refusals: number[] = [];
const mails: { to: string[]; source: string }[] = [];

beforeAll(async () => {
  channels = await prepareChannels();
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refusal = refusals.shift();
        if (refusal !== undefined) {
          done(Object.assign(new Error('not now'), { responseCode: refusal }));
          return;
        }
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, source: Buffer.concat(chunks).toString() });
        done();
      });
    },
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('nobody') ? Object.assign(new Error('unknown'), { responseCode: 550 }) : null),
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const { port } = smtp.server.address() as AddressInfo;
  mailer = createMailer({ url: `smtp://127.0.0.1:${port}`, from: 'Heliograph <alerts@example.com>' });
});
beforeEach(() => {
  channels.receiver.received.length = 0;
  mails.length = 0;
  channels.work({ mailer });
});
afterEach(() => channels.stopWork());
afterAll(async () => {
  await channels.cleanUp();
  mailer.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
});

/** Sends to a new channel, and gives the delivery once it is `status`. */
async function send(settings: ChannelSettings, notification: Notification, status = 'delivered') {
  const id = await channels.enqueue(await channels.addChannel(settings), notification);
  return vi.waitUntil(
    async () => {
      const row = await channels.db.delivery.findUniqueOrThrow({ where: { id: id ?? '' } });
      return row.status === status ? { ...row, tries: deliveryTrySchema.array().parse(row.tries) } : null;
    },
    { timeout: 15_000, interval: 20 },
  );
}

const received = () => {
  const [call] = channels.receiver.received;
  if (call === undefined || channels.receiver.received.length > 1) throw new Error('Not one call');
  return call;
};

/** What somebody may put into a user id, and so into a message. */
const hostile = { ...firedAlert, group: { user: '<!channel> [x](http://evil.example) <script>&"\' *b*' } };
const resolved = { ...firedAlert, event: 'resolved', endedAt: '2026-11-21T10:05:00.000Z' } as const;
const long = {
  ...firedAlert,
  title: 'x'.repeat(1_000),
  summary: Array.from({ length: 20 }, () => '😀*'.repeat(330)),
  group: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`field ${i}`, 'v*'.repeat(1_000)])),
};

test('Slack gets blocks in which nobody is mentioned', async () => {
  await send({ kind: 'slack', url: `${channels.receiver.url}/slack` }, hostile);
  const { body, text } = received();
  expect(body.text).toBe('Firing: Cost is above $10.00');
  expect(body.blocks[0].text.text).toBe(':red_circle: Firing: Cost is above $10.00');
  expect(text).not.toContain('<!channel>');
  expect(text).toContain('&lt;!channel&gt;');
  expect(text).toContain('<http://localhost:3000/alerts/1|Open alert>');
});

test('Slack’s limits are kept', async () => {
  await send({ kind: 'slack', url: `${channels.receiver.url}/slack` }, long);
  const [header, section, fields] = received().body.blocks;
  expect(header.text.text).toHaveLength(150);
  expect(section.text.text.length).toBeLessThanOrEqual(3_000);
  expect(fields.fields).toHaveLength(10);
});

test('Discord gets an embed, nobody mentioned, its limits kept', async () => {
  await send({ kind: 'discord', url: `${channels.receiver.url}/discord` }, hostile);
  const [embed] = received().body.embeds;
  expect(received().body.allowed_mentions).toEqual({ parse: [] });
  expect(embed).toMatchObject({ title: 'Firing: Cost is above $10.00', color: 0xd92d20 });
  expect(embed.fields[1].value).toContain('\\[x\\]\\(http://evil.example\\)');
  channels.receiver.received.length = 0;
  await send({ kind: 'discord', url: `${channels.receiver.url}/discord` }, long);
  const [large] = received().body.embeds;
  const parts = [large.title, large.description, large.footer.text];
  for (const { name, value } of large.fields) parts.push(name, value);
  expect(parts.join('').length).toBeLessThanOrEqual(6_000);
  expect(large.title.length).toBeLessThanOrEqual(256);
  expect(large.fields.length).toBeLessThanOrEqual(25);
});

test('Teams gets an adaptive card of less than 28 KB', async () => {
  await send({ kind: 'teams', url: `${channels.receiver.url}/teams` }, hostile);
  const [attachment] = received().body.attachments;
  expect(attachment.contentType).toBe('application/vnd.microsoft.card.adaptive');
  expect(attachment.content.body[0]).toMatchObject({
    text: 'Firing: Cost is above $10.00',
    color: 'attention',
  });
  expect(attachment.content.actions[1]).toEqual({
    ...{ type: 'Action.OpenUrl', title: 'Open alert', url: 'http://localhost:3000/alerts/1' },
  });
  channels.receiver.received.length = 0;
  await send({ kind: 'teams', url: `${channels.receiver.url}/teams` }, long);
  expect(Buffer.byteLength(received().text)).toBeLessThan(28 * 1024);
});

test('PagerDuty gets one incident, opened and resolved by the same key, and the log no routing key', async () => {
  const routingKey = '0123456789abcdef0123456789ABCDEF';
  const settings = { kind: 'pagerduty', routingKey, region: 'us' } as const;
  const row = await send(settings, firedAlert);
  await send(settings, { ...resolved, startedAt: '2026-11-21T10:00:01.000Z' });
  const [trigger, resolve] = channels.receiver.received;
  expect(trigger?.path).toBe('/v2/enqueue');
  expect(trigger?.body).toMatchObject({
    routing_key: routingKey,
    event_action: 'trigger',
    payload: { summary: 'Firing: Cost is above $10.00', severity: 'critical', source: 'Heliograph' },
  });
  expect(resolve?.body).toEqual({
    routing_key: routingKey,
    event_action: 'resolve',
    dedup_key: trigger?.body.dedup_key,
  });
  expect(trigger?.body.dedup_key.length).toBeLessThanOrEqual(255);
  expect(JSON.stringify(row.sent)).not.toContain(routingKey);
});

test('Opsgenie gets an alert and closes it by its alias', async () => {
  const apiKey = '01234567-89ab-cdef-0123-456789abcdef';
  const settings = { kind: 'opsgenie', apiKey, region: 'eu' } as const;
  const row = await send(settings, { ...long, group: firedAlert.group });
  await send(settings, resolved);
  const [create, close] = channels.receiver.received;
  expect(create?.path).toBe('/v2/alerts');
  expect(create?.headers.authorization).toBe(`GenieKey ${apiKey}`);
  expect(create?.body).toMatchObject({ priority: 'P1', source: 'Heliograph' });
  expect(create?.body.message).toHaveLength(130);
  expect(create?.body.description.length).toBeLessThanOrEqual(15_000);
  expect(close?.path).toBe(`/v2/alerts/${create?.body.alias}/close?identifierType=alias`);
  expect(JSON.stringify(row.sent)).not.toContain(apiKey);
});

test('a webhook gets the notification as it is, signed', async () => {
  const signingSecret = 'a secret of 16 or more'.replaceAll(' ', '-');
  const row = await send(
    { kind: 'webhook', url: `${channels.receiver.url}/hook?token=1`, signingSecret },
    firedAlert,
  );
  const { headers, body, text } = received();
  expect(body).toEqual({
    ...{ id: row.id, type: 'alert.fired', createdAt: row.createdAt.toISOString(), data: firedAlert },
  });
  expect(headers).toMatchObject({ 'heliograph-delivery': row.id, 'heliograph-event': 'alert.fired' });
  const signature = String(headers['heliograph-signature']);
  expect(signature).toBe(signatureOf(text, signingSecret, Number(/^t=(\d+)/.exec(signature)?.[1])));
});

test('an e-mail goes out as text and as HTML, with what users wrote escaped', async () => {
  const row = await send({ kind: 'email', recipients: ['ada@example.com', 'bob@example.com'] }, hostile);
  expect(mails).toHaveLength(1);
  const [{ to, source } = { to: [], source: '' }] = mails;
  const plain = source.replaceAll('=\r\n', '').replaceAll('=3D', '=');
  expect(to).toEqual(['ada@example.com', 'bob@example.com']);
  expect(source).toContain('Subject: Firing: Cost is above $10.00');
  expect(source).toContain(`Message-ID: <${row.id}@example.com>`);
  expect(source).toContain('Auto-Submitted: auto-generated');
  expect(plain).toContain('&lt;script&gt;&amp;&quot;&#39;');
  expect(plain.match(/<script>/g)).toHaveLength(1); // In the text part, where it means nothing.
  expect(plain).not.toContain('<svg');
  expect(row.tries[0]?.status).toBe(250);
});

test('a mail server that says later is asked again; one that says never is not', async () => {
  refusals.push(451);
  const settings: ChannelSettings = { kind: 'email', recipients: ['ada@example.com'] };
  const failed = await send(settings, firedAlert, 'failed');
  expect(failed.tries[0]).toMatchObject({ status: 451, error: 'The mail server answered 451' });
  refusals.push(554);
  expect((await send(settings, firedAlert, 'dead')).tries[0]).toMatchObject({ status: 554 });
  await channels.hurry();
  await vi.waitUntil(() => mails.length === 1, { timeout: 15_000 });
});

test('of several addresses those that are refused are named, and the others have their mail', async () => {
  const recipients = ['nobody@example.com', 'ada@example.com'];
  const row = await send({ kind: 'email', recipients }, firedAlert);
  expect(row.tries[0]?.answer).toContain('refused: nobody@example.com');
  expect(mails.map(({ to }) => to)).toEqual([['ada@example.com']]);
});

test('without a mail server the log says what to set', async () => {
  await channels.stopWork();
  channels.work();
  const row = await send({ kind: 'email', recipients: ['ada@example.com'] }, firedAlert, 'dead');
  expect(row.tries[0]?.error).toContain('SMTP_URL');
});

test('budgets and tests are told in every kind of channel', async () => {
  const url = `${channels.receiver.url}/all`;
  const all: ChannelSettings[] = [
    { kind: 'email', recipients: ['ada@example.com'] },
    { kind: 'slack', url },
    { kind: 'discord', url },
    { kind: 'teams', url },
    { kind: 'pagerduty', routingKey: '0'.repeat(32), region: 'us' },
    { kind: 'opsgenie', apiKey: '01234567-89ab-cdef-0123-456789abcdef', region: 'us' },
    { kind: 'webhook', url },
  ];
  const budget: Notification = {
    ...{
      kind: 'budget',
      threshold: 80,
      apiKeyId: firedAlert.ruleId,
      apiKeyName: 'prod-key',
      month: '2026-11',
    },
    ...{ spentUsd: '8.2', budgetUsd: '10', usedPercent: 82, keysUrl: 'http://localhost:3000/settings/keys' },
  };
  const settingsUrl = 'http://localhost:3000/settings/notifications';
  const trial: Notification = { kind: 'test', channelName: 'Ops', sentBy: 'Ada', settingsUrl };
  for (const settings of all) {
    await send(settings, budget);
    await send(settings, trial);
  }
  const texts = [...channels.receiver.received.map(({ text }) => text), ...mails.map(({ source }) => source)];
  expect(texts.filter((text) => text.includes('prod-key'))).toHaveLength(7);
  expect(texts.filter((text) => text.includes('Ops'))).toHaveLength(7);
});
