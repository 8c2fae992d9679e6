import { once } from 'node:events';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRaw, sendRaw } from './testing/raw-http.ts';
import { startTestProxy, type TestProxy } from './testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from './testing/start-upstream.ts';

let upstream: TestUpstream;
let proxy: TestProxy;

beforeAll(async () => {
  upstream = await startUpstream();
  proxy = await startTestProxy({ OPENAI_BASE_URL: upstream.url, ANTHROPIC_BASE_URL: `${upstream.url}/base` });
});
afterAll(async () => {
  await proxy.close();
  await upstream.close();
});

function head(method: string, path: string, headers: string[] = []): string {
  return [
    `${method} ${path} HTTP/1.1`,
    'Host: localhost',
    `Helicone-Auth: Bearer ${proxy.key}`,
    ...headers,
    '',
    '',
  ].join('\r\n');
}
function post(path: string, body: string | Buffer, headers: string[] = []): Buffer {
  const bytes = Buffer.from(body);
  return Buffer.concat([
    Buffer.from(head('POST', path, [`Content-Length: ${bytes.length}`, ...headers]), 'latin1'),
    bytes,
  ]);
}
/** Value of a header (name, value, …); '' where it isn't there. */
function valueOf(headers: string[], name: string): string {
  const at = headers.findIndex((text, i) => i % 2 === 0 && text.toLowerCase() === name);
  return at === -1 ? '' : (headers[at + 1] ?? '');
}

describe('the request', () => {
  it('reaches the provider byte for byte, with the client’s headers in order and none of ours', async () => {
    const body = '{ "model":"gpt-4o",\t"é":"\\u00e9", "n": 1.0 }\n';
    upstream.seen.length = 0;
    await sendRaw(
      proxy.port,
      post('/v1/chat/completions?a=1&a=%2F', body, [
        'Authorization: Bearer sk-provider',
        'X-B: 1',
        'x-a: \xe9',
        'X-B: 2',
        'Helicone-User-Id: u',
        'helicone-property-x: y',
        'Connection: keep-alive, X-Hop',
        'X-Hop: 1',
        'Content-Type: application/json',
      ]),
    );
    const [seen] = upstream.seen;
    expect(seen?.body.toString()).toBe(body);
    expect(seen?.url).toBe('/v1/chat/completions?a=1&a=%2F');
    expect(seen?.rawHeaders).toEqual([
      ...['host', upstream.url.slice(7), 'connection', 'keep-alive'],
      ...[
        'Authorization',
        'Bearer sk-provider',
        'X-B',
        '1',
        'x-a',
        '\xe9',
        'X-B',
        '2',
        'Content-Type',
        'application/json',
      ],
      ...['content-length', String(Buffer.byteLength(body))],
    ]);
  });

  it('streams large and chunked bodies unchanged', async () => {
    const large = Buffer.alloc(3_000_000, 'Zoë 🦊 ');
    upstream.seen.length = 0;
    const chunked = request({
      port: proxy.port,
      path: '/v1/files',
      method: 'POST',
      headers: { 'helicone-auth': `Bearer ${proxy.key}`, 'transfer-encoding': 'chunked' },
    });
    for (let at = 0; at < large.length; at += 100_000) chunked.write(large.subarray(at, at + 100_000));
    chunked.end();
    const [answer] = (await once(chunked, 'response')) as [NodeJS.ReadableStream & { statusCode: number }];
    answer.resume();
    expect(answer.statusCode).toBe(200);
    expect(upstream.seen[0]?.body.equals(large)).toBe(true);
    expect(valueOf(upstream.seen[0]?.rawHeaders ?? [], 'transfer-encoding')).toBe('chunked');

    await sendRaw(proxy.port, post('/v1/files', large));
    expect(upstream.seen[1]?.body.equals(large)).toBe(true);
    expect(valueOf(upstream.seen[1]?.rawHeaders ?? [], 'content-length')).toBe(String(large.length));
  });

  it('says 100 Continue only when the body is wanted', async () => {
    const wanted = openRaw(proxy.port);
    wanted.socket.write(head('POST', '/v1/files', ['Expect: 100-continue', 'Content-Length: 2']));
    await eventually(() => expect(wanted.received()).toBe('HTTP/1.1 100 Continue\r\n\r\n'));
    wanted.socket.write('{}');
    await eventually(() => expect(wanted.received()).toContain('HTTP/1.1 200 OK'));
    wanted.socket.destroy();
    const refused = await sendRaw(
      proxy.port,
      'POST /v1/files HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n',
    );
    expect(refused.status).toBe(401);
  });

  it('keeps a configured base path, and the connection between requests', async () => {
    upstream.seen.length = 0;
    const twice = openRaw(proxy.port);
    const message = post('/anthropic/v1/messages', '{}').toString('latin1');
    twice.socket.write(message + message);
    await eventually(() => expect(twice.received().match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2));
    twice.socket.destroy();
    expect(upstream.seen.map(({ url }) => url)).toEqual(['/base/v1/messages', '/base/v1/messages']);
  });
});

describe('the answer', () => {
  it('comes as the provider sent it: status text, header order, case and repetitions, encoded bytes', async () => {
    const body = gzipSync('{"hello":"world"}');
    upstream.answer((_req, res) => {
      res.sendDate = false;
      res.writeHead(418, 'Short and stout', [
        ...['X-Z', '1', 'Set-Cookie', 'a=1', 'x-a', '2', 'Set-Cookie', 'b=2', 'Content-Encoding', 'gzip'],
        ...[
          'Connection',
          'keep-alive, X-Secret-Hop',
          'X-Secret-Hop',
          '1',
          'Helicone-Id',
          'forged',
          'Content-Length',
          String(body.length),
        ],
      ]);
      res.end(body);
    });
    const answer = await sendRaw(proxy.port, post('/v1/chat/completions', '{}'));
    expect(answer.status).toBe(418);
    const id = valueOf(answer.headers, 'helicone-id');
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers.slice(0, 18)).toEqual([
      ...['X-Z', '1', 'Set-Cookie', 'a=1', 'x-a', '2', 'Set-Cookie', 'b=2', 'Content-Encoding', 'gzip'],
      ...['Content-Length', String(body.length), 'Helicone-Id', id, 'Helicone-Status', 'failed'],
      ...['Server-Timing', valueOf(answer.headers, 'server-timing')],
    ]);
    expect(valueOf(answer.headers, 'server-timing')).toMatch(/^heliograph;dur=\d+\.\d\d$/);
    expect(answer.body.equals(body)).toBe(true);
    const { record, responseBody } = await proxy.recordOf(id);
    expect(record).toMatchObject({ status: 418, outcome: 'failed', errorCode: null });
    expect(record.response).toMatchObject({ contentEncoding: 'gzip', bytes: body.length, truncated: false });
    expect(Buffer.from(responseBody).equals(body)).toBe(true);
  });

  it.each([204, 304])('has no body with %i', async (status) => {
    upstream.answer((_req, res) => {
      res.writeHead(status, { etag: '"x"' });
      res.end();
    });
    const next = openRaw(proxy.port);
    next.socket.write(head('GET', '/v1/models') + head('GET', '/v1/models', ['Connection: close']));
    await once(next.socket, 'close');
    expect(next.received().match(new RegExp(`HTTP/1.1 ${status}`, 'g'))).toHaveLength(2);
  });

  it('to HEAD keeps its length and has no body', async () => {
    upstream.answer((_req, res) => {
      res.writeHead(200, { 'content-length': '42' });
      res.end();
    });
    const raw = openRaw(proxy.port);
    raw.socket.write(head('HEAD', '/v1/models', ['Connection: close']));
    await once(raw.socket, 'close');
    expect(raw.received()).toMatch(/content-length: 42\r\n/);
    expect(raw.received().endsWith('\r\n\r\n')).toBe(true);
  });

  it('passes events one by one as they come, and times the first token', async () => {
    const steps: (() => void)[] = [];
    upstream.answer((_req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      res.flushHeaders();
      steps.push(
        () => res.write('data: {"choices":[{"delta":{"role":"assistant","content":""}}]}\n\n'),
        () => res.write('data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n'),
        () => res.end('data: [DONE]\n\n'),
      );
    });
    const raw = openRaw(proxy.port);
    raw.socket.write(post('/v1/chat/completions', '{"stream":true}'));
    await eventually(() => expect(raw.received()).toMatch(/text\/event-stream.*\r\n\r\n$/s));
    steps[0]?.();
    await eventually(() => expect(raw.received()).toContain('"role":"assistant"'));
    expect(raw.received()).not.toContain('Hi');
    steps[1]?.();
    await eventually(() => expect(raw.received()).toContain('Hi'));
    steps[2]?.();
    await eventually(() => expect(raw.received()).toMatch(/0\r\n\r\n$/));
    raw.socket.destroy();
    const id = /Helicone-Id: (\S+)/.exec(raw.received())?.[1] ?? '';
    const { record, responseBody } = await proxy.recordOf(id);
    expect(record).toMatchObject({ stream: true, outcome: 'success', apiFormat: 'openai-chat', status: 200 });
    expect(record.timeToFirstByteMs).toBeLessThan(record.timeToFirstTokenMs ?? 0);
    expect(record.timeToFirstTokenMs).toBeLessThan(record.latencyMs);
    expect(Buffer.from(responseBody).toString()).toContain('[DONE]');
  });

  it('slows the provider down when the client reads slowly', async () => {
    let blocked = false;
    upstream.answer((_req, res) => {
      res.writeHead(200, { 'content-type': 'application/octet-stream' });
      const piece = Buffer.alloc(64 * 1024);
      const more = (): void => {
        while (res.write(piece)) {
          // as much as the way holds
        }
        blocked = true;
        res.once('drain', more);
      };
      more();
    });
    const slow = openRaw(proxy.port);
    slow.socket.pause();
    slow.socket.write(post('/v1/files', '{}'));
    await eventually(() => expect(blocked).toBe(true));
    const before = process.memoryUsage().arrayBuffers;
    slow.socket.destroy();
    expect(before).toBeLessThan(200 * 1024 * 1024);
  });
});
