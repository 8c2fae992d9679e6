import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { decodeExchange } from '@heliograph/providers/decode-exchange';
import { showUsage } from '@heliograph/contracts/token-usage';
import { type FakeProvider, startFakeProvider } from '@heliograph/stack/fake-provider';
import OpenAI from 'openai';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type RealtimeProvider, startRealtimeProvider } from '../testing/start-realtime-provider.ts';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy.ts';

let provider: RealtimeProvider;
let plain: FakeProvider;
let proxy: TestProxy;
let wsUrl: string;

beforeAll(async () => {
  [provider, plain] = await Promise.all([startRealtimeProvider(), startFakeProvider()]);
  proxy = await startTestProxy({ OPENAI_BASE_URL: provider.url, TOGETHER_BASE_URL: plain.url });
  wsUrl = proxy.url.replace('http', 'ws');
});
afterAll(async () => {
  await proxy.close();
  await Promise.all([provider.stop(), plain.stop()]);
});

const KEY = 'sk-provider-key-0123456789';
let ids = 0;

const PATH = '/v1/realtime?model=gpt-realtime';

/** A connection with an id of its own, its messages collected. */
function open(options: { headers?: Record<string, string>; path?: string; protocols?: string[] } = {}) {
  const { path = PATH, protocols = [] } = options;
  const id = `019aa2b4-0000-7000-8000-${String(++ids).padStart(12, '0')}`;
  const keys = { Authorization: `Bearer ${KEY}`, 'Helicone-Auth': `Bearer ${proxy.key}` };
  const headers = { 'Helicone-Request-Id': id, ...(options.headers ?? keys) };
  const ws = new WebSocket(wsUrl + path, protocols, { headers });
  const events: { type: string }[] = [];
  ws.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) events.push(JSON.parse(data.toString()) as { type: string });
  });
  const has = (type: string, count = 1): Promise<void> =>
    eventually(() => {
      if (events.filter((event) => event.type === type).length < count) throw new Error(`No ${type} yet`);
    });
  return { id, ws, has };
}

/** The answer to a connection that is refused. */
async function refusalOf(
  ws: WebSocket,
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  const [, response] = (await once(ws, 'unexpected-response')) as [unknown, IncomingMessage];
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

/** What is written down of a key, and where. */
async function expectNowhere(secret: string): Promise<void> {
  const records = JSON.stringify(
    (await proxy.records()).map(({ record, ...bodies }) => [
      record,
      Buffer.from(bodies.requestBody).toString(),
      Buffer.from(bodies.responseBody).toString(),
    ]),
  );
  expect(records).not.toContain(secret);
  expect(proxy.logged()).not.toContain(secret);
}

describe('a realtime session', () => {
  it('passes both ways and becomes one request with the usage of all its turns', async () => {
    const { id, ws, has } = open({
      headers: {
        Authorization: `Bearer ${KEY}`,
        'Helicone-Auth': `Bearer ${proxy.key}`,
        'Helicone-User-Id': 'u-1',
      },
    });
    await has('session.created');
    ws.send(JSON.stringify({ type: 'input_audio_buffer.append', audio: 'QUJD'.repeat(500) }));
    ws.send(JSON.stringify({ type: 'input_audio_buffer.commit' }));
    ws.send(JSON.stringify({ type: 'response.create' }));
    await has('response.done');
    ws.send(JSON.stringify({ type: 'response.create' }));
    await has('response.done', 2);
    ws.close(1000);
    await once(ws, 'close');
    const exchange = await proxy.recordOf(id);
    expect(exchange.record).toMatchObject({
      provider: 'openai',
      apiFormat: 'openai-realtime',
      method: 'GET',
      path: '/v1/realtime',
      status: 101,
      outcome: 'success',
      stream: true,
      userId: 'u-1',
      errorCode: null,
    });
    expect(exchange.record.timeToFirstTokenMs).not.toBeNull();
    expect(exchange.record.providerKeyFingerprint).not.toBeNull();
    const decoded = decodeExchange(exchange);
    expect(decoded).toMatchObject({
      model: 'gpt-realtime',
      responsePreview: 'Oslo. Oslo.',
      usageSource: 'merged_stream',
      usageFlags: [],
      usage: {
        inputTokens: 2 * 90,
        cachedInputTokens: 2 * 40,
        audioInputTokens: 2 * 76,
        audioCachedInputTokens: 2 * 24,
        outputTokens: 2 * 30,
        audioOutputTokens: 2 * 70,
        requests: 1,
      },
      billing: {
        otherModels: [{ model: 'gpt-4o-mini-transcribe', usage: { audioInputTokens: 14, outputTokens: 4 } }],
      },
    });
    expect(decoded.requestText).toContain('[2000 characters of audio]');
    await expectNowhere(KEY);
  });

  it('asks for no compression, so that it can be read', async () => {
    const { ws, has } = open();
    await has('session.created');
    expect(ws.extensions).toBe('');
    expect(provider.asked.at(-1)?.headers['sec-websocket-extensions']).toBeUndefined();
    ws.close();
  });

  it('carries large binary messages byte for byte', async () => {
    const { ws, has } = open();
    await has('session.created');
    const sent = Buffer.alloc(3_000_000, 'åbc');
    ws.send(sent);
    const [received] = (await once(ws, 'message')) as [Buffer];
    expect(received.equals(sent)).toBe(true);
    ws.close();
  });

  it('works with OpenAI’s own client', async () => {
    const client = new OpenAI({ apiKey: KEY, baseURL: `${proxy.url}/v1` });
    const headers = { 'Helicone-Auth': `Bearer ${proxy.key}` };
    // The client insists on TLS, which this proxy has not.
    const createConnection = () => connect(proxy.port, '127.0.0.1');
    const options = { headers, createConnection };
    const realtime = new OpenAIRealtimeWS({ model: 'gpt-realtime', options }, client);
    const done = await new Promise<{ response: { status?: string } }>((resolve, reject) => {
      realtime.on('session.created', () => realtime.send({ type: 'response.create' }));
      realtime.on('response.done', resolve);
      realtime.on('error', reject);
    });
    expect(done.response.status).toBe('completed');
    realtime.close();
  });

  it('takes keys that browsers put among the subprotocols, and keeps none', async () => {
    const secret = 'sk-browser-key-0123456789';
    const protocols = ['realtime', `openai-insecure-api-key.${secret}`, `helicone-auth.${proxy.key}`];
    const { id, ws, has } = open({ headers: {}, protocols });
    await has('session.created');
    const sent = provider.asked.at(-1)?.headers['sec-websocket-protocol'];
    expect(sent).toBe(`realtime, openai-insecure-api-key.${secret}`);
    ws.close();
    const { record } = await proxy.recordOf(id);
    expect(record.providerKeyFingerprint).toMatch(/^[0-9a-f]{32}$/);
    await expectNowhere(secret);
    await expectNowhere(proxy.key);
  });

  it('says when a side went away without a word', async () => {
    const client = open();
    await client.has('session.created');
    client.ws.terminate();
    expect((await proxy.recordOf(client.id)).record).toMatchObject({ outcome: 'cancelled', status: 101 });

    const server = open();
    await server.has('session.created');
    for (const socket of provider.sockets) socket.terminate();
    await once(server.ws, 'close');
    expect((await proxy.recordOf(server.id)).record).toMatchObject({
      outcome: 'failed',
      errorCode: 'upstream_invalid_response',
    });
  });

  it('goes to other providers by their paths', async () => {
    const { ws, has } = open({ path: `/openai/v1/realtime?model=gpt-realtime-mini` });
    await has('session.created');
    expect(provider.asked.at(-1)?.url).toBe('/v1/realtime?model=gpt-realtime-mini');
    ws.close();
  });
});

describe('a connection is refused', () => {
  it('without a key of ours', async () => {
    const { ws } = open({ headers: { Authorization: `Bearer ${KEY}` } });
    const { status, headers, body } = await refusalOf(ws);
    expect([status, headers['helicone-error']]).toEqual([401, 'missing_api_key']);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'missing_api_key' } });
  });

  it('with headers that can not be read', async () => {
    const keys = { Authorization: `Bearer ${KEY}`, 'Helicone-Auth': `Bearer ${proxy.key}` };
    const { ws } = open({ headers: { ...keys, 'Helicone-Stream-Usage': 'maybe' } });
    expect((await refusalOf(ws)).status).toBe(400);
  });

  it('as the provider refuses it, and logged', async () => {
    const { id, ws } = open({
      headers: { Authorization: 'Bearer invalid', 'Helicone-Auth': `Bearer ${proxy.key}` },
    });
    const { status, headers, body } = await refusalOf(ws);
    expect(status).toBe(401);
    expect(headers).toMatchObject({ 'x-request-id': 'req_1', 'helicone-status': 'failed' });
    expect(body).toContain('Incorrect API key');
    const exchange = await proxy.recordOf(id);
    expect(exchange.record).toMatchObject({ status: 401, outcome: 'failed', errorCode: null });
    expect(decodeExchange(exchange)).toMatchObject({
      responsePreview: 'Incorrect API key',
      billing: { free: true },
    });
  });

  it('where the provider is away', async () => {
    const away = await startTestProxy({ OPENAI_BASE_URL: 'http://127.0.0.1:1' });
    const ws = new WebSocket(away.url.replace('http', 'ws') + PATH, {
      headers: { 'Helicone-Auth': `Bearer ${away.key}`, Authorization: `Bearer ${KEY}` },
    });
    expect(await refusalOf(ws)).toMatchObject({ status: 502 });
    expect(
      await eventually(
        async () => (await away.records())[0]?.record.errorCode ?? Promise.reject(new Error('none')),
      ),
    ).toBe('upstream_unreachable');
    await away.close();
  });
});

it('a request that asks for another protocol is answered as if it had not', async () => {
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] });
  const sent = request(`${proxy.url}/together/v1/chat/completions`, {
    method: 'POST',
    headers: {
      Connection: 'Upgrade, HTTP2-Settings',
      Upgrade: 'h2c',
      'HTTP2-Settings': 'AAMAAABkAAQAAP__',
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'Helicone-Auth': `Bearer ${proxy.key}`,
    },
  });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  expect(response.statusCode).toBe(200);
  expect(text).toContain('You asked: Hi');
});

it('a proxy that ends cuts what still talks, and writes it down', async () => {
  const ending = await startTestProxy({ OPENAI_BASE_URL: provider.url, DRAIN_SECONDS: '0.2' });
  const ws = new WebSocket(ending.url.replace('http', 'ws') + PATH, {
    headers: { 'Helicone-Auth': `Bearer ${ending.key}`, Authorization: `Bearer ${KEY}` },
  });
  await once(ws, 'message');
  const talking = setInterval(() => ws.send('{"type":"response.create"}'), 20);
  ws.on('error', () => undefined);
  await Promise.all([once(ws, 'close'), ending.proxy.close()]);
  clearInterval(talking);
  const [exchange] = await ending.records();
  expect(exchange?.record).toMatchObject({ apiFormat: 'openai-realtime', status: 101 });
  await ending.close();
});

describe('limits', () => {
  it('count a session as one request, and refuse the next one before the provider hears of it', async () => {
    const headers = {
      Authorization: `Bearer ${KEY}`,
      'Helicone-Auth': `Bearer ${proxy.key}`,
      'Helicone-RateLimit-Policy': '1;w=3600',
    };
    const first = open({ headers });
    await first.has('session.created');
    const { id, ws } = open({ headers });
    const refused = await refusalOf(ws);
    expect([refused.status, refused.headers['helicone-error']]).toEqual([429, 'rate_limited']);
    expect(refused.headers).toMatchObject({
      'helicone-ratelimit-source': 'gateway',
      'helicone-ratelimit-remaining': '0',
    });
    expect((await proxy.recordOf(id)).record).toMatchObject({ status: 429, attempts: [] });
    first.ws.close(1000);
    await once(first.ws, 'close');
  });

  it('in tokens are settled with what all turns of a session used', async () => {
    const headers = {
      Authorization: `Bearer ${KEY}`,
      'Helicone-Auth': `Bearer ${proxy.key}`,
      'Helicone-User-Id': 'settled',
      'Helicone-RateLimit-Policy': '100000;w=3600;u=token;s=user',
    };
    const { id, ws, has } = open({ headers });
    await has('session.created');
    ws.send(JSON.stringify({ type: 'response.create' }));
    await has('response.done');
    ws.close(1000);
    await once(ws, 'close');
    const { usage } = decodeExchange(await proxy.recordOf(id));
    const used = showUsage(usage).totalTokens;
    expect(used).toBeGreaterThan(0);
    const next = open({ headers });
    const [answer] = (await once(next.ws, 'upgrade')) as [IncomingMessage];
    const left = Number(answer.headers['helicone-ratelimit-remaining']);
    expect(left).toBeLessThanOrEqual(100_000 - used);
    next.ws.close(1000);
    await once(next.ws, 'close');
  });
});
