import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRaw } from './testing/raw-http.ts';
import { startTestProxy, type TestProxy } from './testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from './testing/start-upstream.ts';

let upstream: TestUpstream;
let proxy: TestProxy;
/** Accepts connections and never says a word, so that no TLS handshake ends. */
let silent: Server;
const silentSockets = new Set<Socket>();

beforeAll(async () => {
  upstream = await startUpstream();
  silent = createServer((socket) => silentSockets.add(socket.on('error', () => undefined))).listen(
    0,
    '127.0.0.1',
  );
  await once(silent, 'listening');
  proxy = await startTestProxy({
    OPENAI_BASE_URL: upstream.url,
    TOGETHER_BASE_URL: `https://127.0.0.1:${(silent.address() as { port: number }).port}`,
    UPSTREAM_CONNECT_TIMEOUT_MS: '300',
    UPSTREAM_HEADERS_TIMEOUT_MS: '500',
    UPSTREAM_IDLE_TIMEOUT_MS: '500',
    CLIENT_HEADERS_TIMEOUT_MS: '300',
    CLIENT_REQUEST_TIMEOUT_MS: '900',
  });
});
afterAll(async () => {
  await proxy.close();
  await upstream.close();
  for (const socket of silentSockets) socket.destroy();
  silent.close();
});

function call(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(proxy.url + path, {
    method: 'POST',
    body: '{}',
    headers: { 'Helicone-Auth': `Bearer ${proxy.key}`, ...headers },
  });
}

/** The answer is 504 and the record says why. */
async function expectTimeout(answer: Response, reason: RegExp): Promise<void> {
  expect(answer.status).toBe(504);
  expect(await answer.json()).toMatchObject({ error: { code: 'upstream_timeout' } });
  const { record } = await proxy.recordOf(answer.headers.get('helicone-id') ?? '');
  expect(record).toMatchObject({ status: 504, outcome: 'failed', errorCode: 'upstream_timeout' });
  expect(record.attempts).toMatchObject([{ status: null, error: expect.stringMatching(reason) }]);
}

describe('a provider', () => {
  it('that can’t be connected in time gives 504', async () => {
    await expectTimeout(await call('/together/v1/models'), /UND_ERR_CONNECT_TIMEOUT/);
  });

  it('that sends no headers in time gives 504', async () => {
    upstream.answer(() => undefined);
    await expectTimeout(await call('/v1/models'), /UND_ERR_HEADERS_TIMEOUT/);
  });

  it('that falls silent within its answer is cut off and logged', async () => {
    upstream.answer((_req, res) => {
      res.writeHead(200, { 'content-length': '10' });
      res.write('12345');
    });
    const answer = await call('/v1/models');
    await expect(answer.text()).rejects.toThrow();
    const { record } = await proxy.recordOf(answer.headers.get('helicone-id') ?? '');
    expect(record).toMatchObject({
      status: 200,
      outcome: 'failed',
      errorCode: 'upstream_timeout',
      errorMessage: expect.stringContaining('UND_ERR_BODY_TIMEOUT'),
    });
  });
});

describe('Helicone-Timeout', () => {
  it('ends a call earlier than the operator’s limit, and the provider’s work with it', async () => {
    let left: Promise<unknown> | undefined;
    upstream.answer((_req, res) => {
      left = once(res, 'close');
    });
    await expectTimeout(
      await call('/v1/models', { 'Helicone-Timeout': '50' }),
      /within the 50 ms of Helicone-Timeout/,
    );
    await left;
  });

  it('counts the connecting as well', async () => {
    const answer = await call('/together/v1/models', { 'Helicone-Timeout': '20' });
    await expectTimeout(answer, /within the 20 ms of Helicone-Timeout/);
  });

  it('lets a call take longer than the operator’s limit, and a stream as long as it moves', async () => {
    upstream.answer((_req, res) => {
      // undici's timer for the pool's 500 ms would have fired at 1,500 ms at the latest.
      setTimeout(() => {
        res.writeHead(200, { 'content-type': 'text/event-stream' });
        res.write('data: 1\n\n');
        setTimeout(() => res.end('data: 2\n\n'), 300);
      }, 1_800);
    });
    const answer = await call('/v1/models', { 'Helicone-Timeout': '2000' });
    expect(await answer.text()).toBe('data: 1\n\ndata: 2\n\n');
  });

  it('that is no number of milliseconds gives 400', async () => {
    expect((await call('/v1/models', { 'Helicone-Timeout': '30s' })).status).toBe(400);
  });
});

describe('a client that is too slow (slow-loris)', () => {
  it('with its headers gets 408 and loses its connection', async () => {
    const raw = openRaw(proxy.port);
    raw.socket.write('POST /v1/files HTTP/1.1\r\nHost: h\r\nX-Slow: ');
    const drip = setInterval(() => raw.socket.write('x'), 50);
    await once(raw.socket, 'close');
    clearInterval(drip);
    expect(raw.received()).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('with its body gets 408, loses its connection and the provider’s call ends', async () => {
    upstream.seen.length = 0;
    const id = '0192f1a0-7b1c-7c3d-8e4f-0000000510e5';
    const raw = openRaw(proxy.port);
    raw.socket.write(
      `POST /v1/files HTTP/1.1\r\nHost: h\r\nHelicone-Request-Id: ${id}\r\nHelicone-Auth: Bearer ${proxy.key}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const drip = setInterval(() => raw.socket.write('1\r\nx\r\n'), 50);
    await once(raw.socket, 'close');
    clearInterval(drip);
    expect(raw.received()).toMatch(/^HTTP\/1\.1 408 /);
    expect((await proxy.recordOf(id)).record).toMatchObject({ outcome: 'cancelled' });
    expect(upstream.seen).toEqual([]);
  });

  it('with a body of known length gets 408 as well, and its record says so', async () => {
    upstream.seen.length = 0;
    const id = '0192f1a0-7b1c-7c3d-8e4f-0000000510e6';
    const raw = openRaw(proxy.port);
    raw.socket.write(
      `POST /v1/files HTTP/1.1\r\nHost: h\r\nHelicone-Request-Id: ${id}\r\nHelicone-Auth: Bearer ${proxy.key}\r\nContent-Length: 1000\r\n\r\n`,
    );
    const drip = setInterval(() => raw.socket.write('x'), 50);
    await eventually(() => expect(raw.received()).toMatch(/^HTTP\/1\.1 408 [^]*"code":"request_timeout"/));
    clearInterval(drip);
    raw.socket.destroy();
    expect((await proxy.recordOf(id)).record).toMatchObject({
      outcome: 'failed',
      status: 408,
      errorCode: 'request_timeout',
    });
    expect(upstream.seen).toEqual([]);
  });

  it('doesn’t disturb the others', async () => {
    upstream.answer((_req, res) => res.end('{}'));
    const slow = Array.from({ length: 50 }, () => {
      const raw = openRaw(proxy.port);
      raw.socket.write('GET /v1/models HTTP/1.1\r\nHost: h\r\nX: ');
      return raw;
    });
    expect((await call('/v1/models')).status).toBe(200);
    await Promise.all(slow.map(({ socket }) => once(socket, 'close')));
    await eventually(() =>
      expect(slow.every(({ received }) => received().startsWith('HTTP/1.1 408'))).toBe(true),
    );
  });
});
