import { once } from 'node:events';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findNowhere } from './testing/find-nowhere.ts';
import { openRaw, sendRaw } from './testing/raw-http.ts';
import { startTestProxy, type TestProxy } from './testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from './testing/start-upstream.ts';

let upstream: TestUpstream;
let proxy: TestProxy;
/** Where nothing listens. */
let nowhere: string;

beforeAll(async () => {
  upstream = await startUpstream();
  nowhere = await findNowhere();
  proxy = await startTestProxy({
    OPENAI_BASE_URL: upstream.url,
    ANTHROPIC_BASE_URL: upstream.url,
    TOGETHER_BASE_URL: nowhere,
    MAX_BODY_BYTES: '100000',
    CAPTURE_MAX_BYTES: '1000',
    UPSTREAM_HEADERS_TIMEOUT_MS: '1500',
    UPSTREAM_IDLE_TIMEOUT_MS: '1500',
  });
});
afterAll(async () => {
  await proxy.close();
  await upstream.close();
});
beforeEach(() => {
  upstream.seen.length = 0;
  upstream.answer((_req, res) => res.end('{}'));
});

function call(
  path: string,
  headers: Record<string, string> = {},
  body: RequestInit['body'] = '{}',
): Promise<Response> {
  return fetch(proxy.url + path, {
    method: 'POST',
    body,
    headers: { 'Helicone-Auth': `Bearer ${proxy.key}`, ...headers },
  });
}
const idOf = (answer: Response): string => answer.headers.get('helicone-id') ?? '';

describe('a path that leads nowhere', () => {
  it('gets 404 naming the known prefixes, with or without a key', async () => {
    const withAndWithout: Record<string, string>[] = [{}, { 'Helicone-Auth': '' }];
    for (const headers of withAndWithout) {
      const answer = await call('/nowhere/v1', headers);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({
        error: { code: 'unknown_path', message: expect.stringContaining('/v1/…, /openai/…, /anthropic/…') },
      });
    }
  });

  it('can’t be made to climb out of a base path', async () => {
    const answer = await sendRaw(
      proxy.port,
      `GET /openai/%2e%2e/admin HTTP/1.1\r\nHost: h\r\nHelicone-Auth: Bearer ${proxy.key}\r\n\r\n`,
    );
    expect(answer.status).toBe(400);
    expect(upstream.seen).toEqual([]);
  });
});

describe('control headers', () => {
  it('that can’t be read are all listed in one 400, and logged', async () => {
    const answer = await call('/anthropic/v1/messages', {
      'Helicone-Request-Id': 'x',
      'Helicone-Omit-Request': 'maybe',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message: expect.stringMatching(
          /helicone-request-id: expected a UUID.*helicone-omit-request: expected true or false/i,
        ),
        details: { headers: [{ expected: 'a UUID' }, { expected: 'true or false' }] },
      },
    });
    expect(upstream.seen).toEqual([]);
    const { record, responseBody } = await proxy.recordOf(idOf(answer));
    expect(record).toMatchObject({
      status: 400,
      outcome: 'failed',
      errorCode: 'invalid_header',
      attempts: [],
    });
    expect(Buffer.from(responseBody).toString()).toContain('invalid_header');
  });

  it('that nobody knows are named in a warning and stripped', async () => {
    const answer = await call('/v1/models', { 'Helicone-Sorcery': 'on' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('helicone-warning')).toBe('unknown headers: Helicone-Sorcery');
    expect(upstream.seen[0]?.rawHeaders.join().toLowerCase()).not.toContain('helicone');
    expect((await proxy.recordOf(idOf(answer))).record.warnings).toHaveLength(1);
  });

  it('may all be as large as they are allowed to be', async () => {
    const value = Buffer.from('é'.repeat(1024)).toString('latin1');
    const properties = Array.from({ length: 64 }, (_, i) => `Helicone-Property-P${i}: ${value}`);
    const answer = await sendRaw(
      proxy.port,
      [
        'GET /v1/models HTTP/1.1',
        'Host: h',
        `Helicone-Auth: Bearer ${proxy.key}`,
        ...properties,
        '',
        '',
      ].join('\r\n'),
    );
    expect(answer.status).toBe(200);
  });

  it('that can’t be read only warn where the operator is lenient', async () => {
    const lenient = await startTestProxy({ OPENAI_BASE_URL: upstream.url, HEADER_POLICY: 'lenient' });
    try {
      const answer = await fetch(`${lenient.url}/v1/models`, {
        headers: {
          'Helicone-Auth': `Bearer ${lenient.key}`,
          'Helicone-Omit-Request': 'maybe',
          'Helicone-Sorcery': 'on',
        },
      });
      expect(answer.status).toBe(200);
      const warning = answer.headers.get('helicone-warning') ?? '';
      expect(warning).toMatch(/helicone-omit-request: expected true or false.*helicone-sorcery/i);
      expect((await lenient.recordOf(idOf(answer))).record.warnings.join('; ')).toBe(warning);
    } finally {
      await lenient.close();
    }
  });

  it('tag the record', async () => {
    const id = '0192f1a0-7b1c-7c3d-8e4f-0123456789ab';
    const answer = await call('/v1/chat/completions', {
      'Helicone-Request-Id': id,
      'Helicone-User-Id': 'u-1',
      'Helicone-Session-Id': 's-1',
      'Helicone-Session-Path': '/a/b',
      'Helicone-Session-Name': 'Trip',
      'Helicone-Request-Name': 'step',
      'Helicone-Prompt-Id': 'support-v2',
      'Helicone-Prompt-Environment': 'staging',
      'Helicone-Model-Override': 'gpt-x',
      'CF-IPCountry': 'JP',
      'Helicone-Property-Plan': 'pro',
    });
    expect(idOf(answer)).toBe(id);
    const { record, requestBody } = await proxy.recordOf(id);
    expect(record).toMatchObject({
      organizationId: proxy.organizationId,
      apiKeyId: proxy.apiKeyId,
      provider: 'openai',
      apiFormat: 'openai-chat',
      path: '/v1/chat/completions',
      targetOrigin: upstream.url,
      status: 200,
      outcome: 'success',
      userId: 'u-1',
      sessionId: 's-1',
      sessionPath: '/a/b',
      sessionName: 'Trip',
      name: 'step',
      promptId: 'support',
      promptVersion: '2',
      promptEnvironment: 'staging',
      country: 'JP',
      modelOverride: 'gpt-x',
      properties: [['Plan', 'pro']],
      request: { bytes: 2, truncated: false, omitted: false },
    });
    expect(record.attempts).toMatchObject([
      { provider: 'openai', url: `${upstream.url}/v1/chat/completions`, status: 200, error: null },
    ]);
    expect(record.latencyMs).toBeGreaterThan(record.proxyOverheadMs);
    expect(Buffer.from(requestBody).toString()).toBe('{}');
  });
});

describe('a body over the limit', () => {
  it('gets 413 at once where its length is announced', async () => {
    const answer = await call('/v1/files', {}, 'x'.repeat(100_001));
    expect(answer.status).toBe(413);
    expect(upstream.seen).toEqual([]);
    expect((await proxy.recordOf(idOf(answer))).record).toMatchObject({
      status: 413,
      errorCode: 'body_too_large',
    });
  });

  it('gets 413 as soon as it is over where it isn’t', async () => {
    const raw = openRaw(proxy.port);
    raw.socket.write(
      `POST /v1/files HTTP/1.1\r\nHost: h\r\nHelicone-Auth: Bearer ${proxy.key}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const piece = `2710\r\n${'x'.repeat(10_000)}\r\n`;
    for (let i = 0; i < 11; i++) raw.socket.write(piece);
    await eventually(() => expect(raw.received()).toMatch(/^HTTP\/1\.1 413/));
    raw.socket.destroy();
    expect(upstream.seen).toEqual([]);
  });

  it('is logged up to the capture limit and flagged', async () => {
    const answer = await call('/v1/files', {}, 'x'.repeat(5_000));
    const { record, requestBody } = await proxy.recordOf(idOf(answer));
    expect(record.request).toMatchObject({ bytes: 5_000, truncated: true });
    expect(requestBody).toHaveLength(1_000);
  });
});

describe('the provider', () => {
  it('that can’t be reached gives 502, logged with its attempt', async () => {
    const answer = await call('/together/v1/chat/completions');
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({
      error: { code: 'upstream_unreachable', type: 'server_error' },
    });
    const { record } = await proxy.recordOf(idOf(answer));
    expect(record).toMatchObject({
      provider: 'together',
      status: 502,
      outcome: 'failed',
      errorCode: 'upstream_unreachable',
    });
    expect(record.attempts).toMatchObject([{ status: null, error: expect.stringContaining('ECONNREFUSED') }]);
  });

  it('that doesn’t answer gives 504, in Anthropic’s shape for Anthropic', async () => {
    upstream.answer(() => undefined);
    const answer = await call('/anthropic/v1/messages');
    expect(answer.status).toBe(504);
    expect(await answer.json()).toMatchObject({
      type: 'error',
      error: { type: 'timeout_error', code: 'upstream_timeout' },
    });
    expect((await proxy.recordOf(idOf(answer))).record).toMatchObject({
      status: 504,
      errorCode: 'upstream_timeout',
    });
  });

  it('that doesn’t speak HTTP gives 502', async () => {
    upstream.answer((_req, res) => {
      res.socket?.end('SSH-2.0-OpenSSH\r\n\r\n');
    });
    const answer = await call('/v1/models');
    expect(answer.status).toBe(502);
    expect(answer.headers.get('helicone-error')).toBe('upstream_invalid_response');
  });

  it.each([
    ['breaks off', 'upstream_invalid_response', (cut: () => void) => cut()],
    ['falls silent', 'upstream_timeout', () => undefined],
  ])('that %s cuts the client’s connection and is logged as failed', async (_how, code, then) => {
    upstream.answer((_req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.write('data: 1\n\n');
      setImmediate(() => then(() => res.destroy()));
    });
    const answer = await call('/v1/anything');
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
    const { record, responseBody } = await proxy.recordOf(idOf(answer));
    expect(record).toMatchObject({ status: 200, outcome: 'failed', errorCode: code });
    expect(Buffer.from(responseBody).toString()).toBe('data: 1\n\n');
  });
});

describe('a client that leaves', () => {
  it('ends the provider’s work within 50 ms and leaves a cancelled record with what came', async () => {
    let leftAt = 0;
    const noticed = new Promise<number>((resolve) => {
      upstream.answer((_req, res) => {
        res.writeHead(200, { 'content-type': 'text/event-stream' });
        res.write('data: 1\n\n');
        res.once('close', () => resolve(performance.now() - leftAt));
      });
    });
    const raw = openRaw(proxy.port);
    raw.socket.write(`GET /v1/stream HTTP/1.1\r\nHost: h\r\nHelicone-Auth: Bearer ${proxy.key}\r\n\r\n`);
    await eventually(() => expect(raw.received()).toContain('data: 1'));
    leftAt = performance.now();
    raw.socket.destroy();
    await noticed;
    const id = /Helicone-Id: (\S+)/.exec(raw.received())?.[1] ?? '';
    const { record, responseBody } = await proxy.recordOf(id);
    expect(record).toMatchObject({ status: 200, outcome: 'cancelled', errorCode: null });
    expect(Buffer.from(responseBody).toString()).toBe('data: 1\n\n');
  });

  it('before the answer is recorded with status 0', async () => {
    upstream.answer(() => undefined);
    const id = '0192f1a0-7b1c-7c3d-8e4f-00000000c0de';
    const raw = openRaw(proxy.port);
    raw.socket.write(
      `GET /v1/slow HTTP/1.1\r\nHost: h\r\nHelicone-Request-Id: ${id}\r\nHelicone-Auth: Bearer ${proxy.key}\r\n\r\n`,
    );
    await eventually(() => expect(upstream.seen).toHaveLength(1));
    raw.socket.destroy();
    expect((await proxy.recordOf(id)).record).toMatchObject({ status: 0, outcome: 'cancelled' });
  });

  it('while it sends its body is recorded as well', async () => {
    const id = '0192f1a0-7b1c-7c3d-8e4f-00000000dead';
    const raw = openRaw(proxy.port);
    raw.socket.write(
      `POST /v1/files HTTP/1.1\r\nHost: h\r\nHelicone-Request-Id: ${id}\r\nHelicone-Auth: Bearer ${proxy.key}\r\nContent-Length: 9\r\n\r\nabc`,
    );
    await once(raw.socket, 'connect');
    await new Promise((resolve) => raw.socket.write('d', resolve));
    raw.socket.end();
    expect((await proxy.recordOf(id)).record).toMatchObject({
      status: 0,
      outcome: 'cancelled',
      request: { bytes: 4 },
    });
  });
});

describe('a server that the caller names', () => {
  it.each([
    'http://127.0.0.1:1',
    'http://localhost:1',
    'http://[::1]:1',
    'http://[::ffff:127.0.0.1]:1',
    'http://2130706433:1',
    'http://0x7f.1:1',
    'http://169.254.169.254',
    'http://10.0.0.1',
    'http://0.0.0.0:1',
  ])('%s is refused', async (target) => {
    for (const header of ['Helicone-Target-Url', 'Helicone-OpenAI-Api-Base']) {
      const answer = await call('/v1/models', { [header]: target });
      expect(answer.status).toBe(400);
      expect(answer.headers.get('helicone-error')).toBe('target_not_allowed');
    }
  });

  it('is called where the operator allows private ones', async () => {
    const open = await startTestProxy({ ALLOW_PRIVATE_UPSTREAMS: 'true' });
    try {
      const answer = await fetch(`${open.url}/v9/x?y=1`, {
        headers: {
          'Helicone-Auth': `Bearer ${open.key}`,
          'Helicone-Target-Url': `${upstream.url}/base`,
          Authorization: 'Bearer p',
        },
      });
      expect(answer.status).toBe(200);
      expect(upstream.seen[0]?.url).toBe('/base/v9/x?y=1');
      expect((await open.recordOf(idOf(answer))).record).toMatchObject({
        provider: 'custom',
        path: '/base/v9/x',
      });
    } finally {
      await open.close();
    }
  });
});
