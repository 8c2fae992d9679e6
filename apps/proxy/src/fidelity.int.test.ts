import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer, request, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRaw, type RawAnswer, sendRaw } from './testing/raw-http.ts';
import { startTestProxy, type TestProxy } from './testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from './testing/start-upstream.ts';

let upstream: TestUpstream;
let proxy: TestProxy;

beforeAll(async () => {
  upstream = await startUpstream();
  proxy = await startTestProxy({
    OPENAI_BASE_URL: upstream.url,
    MAX_BODY_BYTES: String(1024 ** 3),
    CAPTURE_MAX_BYTES: String(1024 ** 2),
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

function head(line: string, headers: string[] = []): string {
  return [line, 'Host: h', `Helicone-Auth: Bearer ${proxy.key}`, ...headers, '', ''].join('\r\n');
}
function post(body: Buffer, headers: string[]): Promise<RawAnswer> {
  const start = head('POST /v1/files HTTP/1.1', [`Content-Length: ${body.length}`, ...headers]);
  return sendRaw(proxy.port, Buffer.concat([Buffer.from(start), body]));
}
const valueOf = (headers: readonly string[], name: string): string | undefined =>
  headers.find((_, i) => i % 2 === 1 && headers[i - 1]?.toLowerCase() === name);

const text = Buffer.from('{"text":"Zoë 🦊"}'.repeat(50));

describe('an encoded body passes unchanged, both ways, and is logged as it is', () => {
  it.each([
    ['gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
    // Nothing on the way may try to read it.
    ['zstd', randomBytes(5_000)],
    ['gzip, br', randomBytes(5_000)],
    ['identity', text],
  ])('%s', async (encoding, bytes) => {
    upstream.answer((_req, res, body) => {
      res.writeHead(200, { 'content-encoding': encoding, 'content-type': 'application/json', vary: 'x' });
      res.end(body);
    });
    const answer = await post(bytes, [
      `Content-Encoding: ${encoding}`,
      'Accept-Encoding: gzip, br;q=0.5, zstd',
    ]);
    expect(upstream.seen[0]?.body.equals(bytes)).toBe(true);
    const sent = upstream.seen[0]?.rawHeaders ?? [];
    expect(valueOf(sent, 'content-encoding')).toBe(encoding);
    expect(valueOf(sent, 'accept-encoding')).toBe('gzip, br;q=0.5, zstd');
    expect(valueOf(answer.headers, 'content-encoding')).toBe(encoding);
    const { record, requestBody, responseBody } = await proxy.recordOf(
      valueOf(answer.headers, 'helicone-id') ?? '',
    );
    expect(Buffer.from(requestBody).equals(bytes)).toBe(true);
    expect(Buffer.from(responseBody).equals(bytes)).toBe(true);
    expect(record.response.contentEncoding).toBe(encoding === 'identity' ? null : encoding);
  });
});

describe('an upload', () => {
  /** A provider that reads only while it may, and hashes instead of keeping. */
  async function slowReader() {
    const hash = createHash('sha256');
    const seen: { req: IncomingMessage | null; bytes: number } = { req: null, bytes: 0 };
    const server = createHttpServer((req, res) => {
      seen.req = req;
      req.on('data', (chunk: Buffer) => {
        hash.update(chunk);
        seen.bytes += chunk.length;
      });
      req.on('end', () => res.end(hash.digest('hex')));
      req.pause();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, server };
  }

  it.each([
    ['multipart of known length', { 'content-type': 'multipart/form-data; boundary=b' }, true],
    ['binary in chunks', { 'content-type': 'application/octet-stream' }, false],
  ])(
    '%s streams: a provider that doesn’t read stops the client, not our memory',
    async (_what, type, announced) => {
      const reader = await slowReader();
      const target = await startTestProxy({ OPENAI_BASE_URL: reader.url, MAX_BODY_BYTES: String(1024 ** 3) });
      const total = 100 * 1024 * 1024;
      const piece = randomBytes(1024 * 1024);
      const expected = createHash('sha256');
      const client = request({
        port: target.port,
        path: '/v1/files',
        method: 'POST',
        headers: {
          'helicone-auth': `Bearer ${target.key}`,
          ...type,
          ...(announced ? { 'content-length': total } : { 'transfer-encoding': 'chunked' }),
        },
      });
      let sent = 0;
      const send = (): void => {
        while (sent < total) {
          sent += piece.length;
          expected.update(piece);
          if (!client.write(piece)) return void client.once('drain', send);
        }
        client.end();
      };
      send();
      // Where nothing has moved between two looks, everything on the way is full.
      let before = -1;
      await eventually(
        () => {
          const stopped = reader.seen.req !== null && sent === before;
          before = sent;
          expect(stopped).toBe(true);
        },
        { timeout: 10_000, interval: 200 },
      );
      expect(sent).toBeLessThan(40 * 1024 * 1024);
      reader.seen.req?.resume();
      const [answer] = (await once(client, 'response')) as [IncomingMessage];
      let digest = '';
      for await (const chunk of answer) digest += String(chunk);
      expect(reader.seen.bytes).toBe(total);
      expect(digest).toBe(expected.digest('hex'));
      const { record } = await target.recordOf(String(answer.headers['helicone-id']));
      expect(record.request).toMatchObject({ bytes: total, truncated: true });
      await target.close();
      reader.server.close();
    },
  );

  it('with Expect: 100-continue streams after our go-ahead', async () => {
    const body = randomBytes(600_000);
    const raw = openRaw(proxy.port);
    raw.socket.write(
      head('POST /v1/files HTTP/1.1', ['Expect: 100-continue', `Content-Length: ${body.length}`]),
    );
    await eventually(() => expect(raw.received()).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\n/));
    raw.socket.write(body);
    await eventually(() => expect(raw.received()).toContain('HTTP/1.1 200 OK'));
    raw.socket.destroy();
    expect(upstream.seen[0]?.body.equals(body)).toBe(true);
    expect(valueOf(upstream.seen[0]?.rawHeaders ?? [], 'expect')).toBeUndefined();
  });

  it('loses its trailers, which are hop-by-hop here, and nothing of its body', async () => {
    const raw = openRaw(proxy.port);
    raw.socket.write(head('POST /v1/files HTTP/1.1', ['Transfer-Encoding: chunked', 'Trailer: X-Sum']));
    raw.socket.write(
      '5;ext=1\r\nhello\r\n1\r\n \r\n5\r\nworld\r\n0\r\nX-Sum: 1\r\nAuthorization: evil\r\n\r\n',
    );
    await eventually(() => expect(raw.received()).toContain('HTTP/1.1 200 OK'));
    raw.socket.destroy();
    expect(upstream.seen[0]?.body.toString()).toBe('hello world');
    expect(upstream.seen[0]?.rawHeaders.join().toLowerCase()).not.toMatch(/x-sum|authorization|trailer/);
  });
});

describe('an answer', () => {
  it('with trailers passes without them', async () => {
    upstream.answer((_req, res) => {
      res.writeHead(200, { trailer: 'X-Sum' });
      res.write('hello');
      res.addTrailers({ 'X-Sum': '1' });
      res.end();
    });
    const answer = await sendRaw(proxy.port, head('GET /v1/models HTTP/1.1'));
    expect(answer.body.toString()).toBe('5\r\nhello\r\n0\r\n\r\n');
    expect(valueOf(answer.headers, 'trailer')).toBeUndefined();
  });

  it('that is announced by 1xx answers passes as the one it is', async () => {
    upstream.answer((_req, res) => {
      res.writeProcessing();
      res.writeEarlyHints({ link: '</x>; rel=preload' });
      res.writeHead(201, { 'x-final': '1', 'content-length': '2' });
      res.end('{}');
    });
    const answer = await sendRaw(proxy.port, head('GET /v1/models HTTP/1.1'));
    expect(answer.status).toBe(201);
    expect(valueOf(answer.headers, 'x-final')).toBe('1');
    expect(valueOf(answer.headers, 'link')).toBeUndefined();
  });

  it('without a length, ended by the connection, passes whole', async () => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.once('data', () => socket.end('HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nto the end'));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = (server.address() as AddressInfo).port;
    const target = await startTestProxy({ OPENAI_BASE_URL: `http://127.0.0.1:${port}` });
    const answer = await fetch(`${target.url}/v1/models`, {
      headers: { 'Helicone-Auth': `Bearer ${target.key}` },
    });
    expect(await answer.text()).toBe('to the end');
    await target.close();
    server.close();
  });

  it('to an HTTP/1.0 client is not chunked', async () => {
    upstream.answer((_req, res) => {
      res.write('one ');
      res.end('two');
    });
    const raw = openRaw(proxy.port);
    raw.socket.write(head('GET /v1/models HTTP/1.0'));
    await once(raw.socket, 'close');
    expect(raw.received()).toMatch(/\r\n\r\none two$/);
  });

  it('keeps the order and the number of its Set-Cookie and other repeated headers', async () => {
    const headers = [
      'Set-Cookie',
      'b=2',
      'X-Same',
      '1',
      'set-cookie',
      'a=1',
      'X-Same',
      '1',
      'Set-Cookie',
      'b=2',
    ];
    upstream.answer((_req, res) => {
      res.writeHead(200, headers);
      res.end('{}');
    });
    const answer = await sendRaw(proxy.port, head('GET /v1/models HTTP/1.1'));
    const kept = answer.headers.flatMap((name, i) =>
      i % 2 === 0 && /^(set-cookie|x-same)$/i.test(name) ? [name, answer.headers[i + 1]] : [],
    );
    expect(kept).toEqual(headers);
  });

  it('to pipelined requests comes in their order, also where one of them is not plain', async () => {
    upstream.answer((req, res) => void setTimeout(() => res.end(req.url), req.url === '/v1/a' ? 30 : 0));
    const raw = openRaw(proxy.port);
    const [a, b, c] = ['/v1/a', '/v1/b', '/v1/c'].map((path) => `GET ${path} HTTP/1.1`);
    raw.socket.write(
      head(a ?? '') + head(b ?? '', ['Transfer-Encoding: chunked']) + '0\r\n\r\n' + head(c ?? ''),
    );
    await eventually(() => expect(raw.received().match(/\/v1\/[abc]/g)).toEqual(['/v1/a', '/v1/b', '/v1/c']));
    raw.socket.destroy();
    const ids = Array.from(raw.received().matchAll(/Helicone-Id: (\S+)/g), ([, id]) => id ?? '');
    expect((await Promise.all(ids.map((id) => proxy.recordOf(id)))).map(({ record }) => record.path)).toEqual(
      ['/v1/a', '/v1/b', '/v1/c'],
    );
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])('to %s passes', async (method) => {
    const answer = await sendRaw(proxy.port, head(`${method} /v1/files/1 HTTP/1.1`, ['Connection: close']));
    expect(answer.status).toBe(200);
    expect(upstream.seen[0]).toMatchObject({ method, url: '/v1/files/1' });
  });
});
