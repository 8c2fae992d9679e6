import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRaw, type RawAnswer, sendRaw } from './testing/raw-http.ts';
import { startTestProxy, type TestProxy } from './testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from './testing/start-upstream.ts';

/** One block per class of advisory, over raw sockets: what a client library would never send. */

let upstream: TestUpstream;
let proxy: TestProxy;
/** A provider that answers with exactly these bytes. */
let rawUpstream: Server;
let rawAnswer = '';
const sockets = new Set<Socket>();

beforeAll(async () => {
  upstream = await startUpstream();
  rawUpstream = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.on('data', () => socket.write(rawAnswer, 'latin1'));
  }).listen(0, '127.0.0.1');
  await once(rawUpstream, 'listening');
  proxy = await startTestProxy({
    OPENAI_BASE_URL: upstream.url,
    TOGETHER_BASE_URL: `http://127.0.0.1:${(rawUpstream.address() as { port: number }).port}`,
    UPSTREAM_IDLE_TIMEOUT_MS: '1000',
  });
});
afterAll(async () => {
  await proxy.close();
  await upstream.close();
  for (const socket of sockets) socket.destroy();
  rawUpstream.close();
});
beforeEach(() => {
  upstream.seen.length = 0;
  upstream.answer((_req, res) => res.end('{}'));
});

const SMUGGLED = 'GET /v1/smuggled HTTP/1.1\r\nHost: h\r\nX: ';
const seenUrls = (): string[] => upstream.seen.map(({ url }) => url);

/** Sends bytes, waits until the server has closed the connection and gives all that came. */
async function exchange(bytes: string): Promise<string> {
  const raw = openRaw(proxy.port);
  const closed = once(raw.socket, 'close');
  raw.socket.write(bytes, 'latin1');
  await closed;
  return raw.received();
}

function post(headers: string[], body: string): string {
  const head = ['POST /v1/files HTTP/1.1', 'Host: h', `Helicone-Auth: Bearer ${proxy.key}`, ...headers];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

function get(path: string, headers: string[] = []): Promise<RawAnswer> {
  const head = [
    `GET ${path} HTTP/1.1`,
    'Host: proxy.example',
    `Helicone-Auth: Bearer ${proxy.key}`,
    ...headers,
  ];
  return sendRaw(proxy.port, `${head.join('\r\n')}\r\n\r\n`);
}
const valueOf = ({ headers }: RawAnswer, name: string): string | undefined =>
  headers.find((_, i) => i % 2 === 1 && headers[i - 1]?.toLowerCase() === name);

describe('request smuggling: the proxy refuses, closes, and the provider sees nothing', () => {
  it.each([
    ['CL.TE', ['Content-Length: 6', 'Transfer-Encoding: chunked'], `0\r\n\r\n${SMUGGLED}`],
    ['TE.CL', ['Transfer-Encoding: chunked', 'Content-Length: 3'], `1\r\nx\r\n0\r\n\r\n${SMUGGLED}`],
    ['TE.TE xchunked', ['Transfer-Encoding: xchunked'], `0\r\n\r\n${SMUGGLED}`],
    ['TE.TE two headers', ['Transfer-Encoding: chunked', 'Transfer-Encoding: x'], `0\r\n\r\n${SMUGGLED}`],
    ['TE.TE chunked, identity', ['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${SMUGGLED}`],
    ['TE.TE space before the colon', ['Transfer-Encoding : chunked'], `0\r\n\r\n${SMUGGLED}`],
    ['TE.TE vertical tab', ['Transfer-Encoding: \x0bchunked'], `0\r\n\r\n${SMUGGLED}`],
    ['TE.TE folded', ['Transfer-Encoding:', ' chunked', 'Content-Length: 3'], `0\r\n\r\n${SMUGGLED}`],
    ['duplicate Content-Length, different', ['Content-Length: 2', 'Content-Length: 40'], `{}${SMUGGLED}`],
    ['duplicate Content-Length, the same', ['Content-Length: 2', 'Content-Length: 2'], `{}${SMUGGLED}`],
    ['Content-Length as a list', ['Content-Length: 2, 2'], `{}${SMUGGLED}`],
    ['Content-Length +2', ['Content-Length: +2'], `{}${SMUGGLED}`],
    ['Content-Length 0x2', ['Content-Length: 0x2'], `{}${SMUGGLED}`],
    ['Content-Length -1', ['Content-Length: -1'], `{}${SMUGGLED}`],
    ['Content-Length beyond 64 bits', ['Content-Length: 18446744073709551618'], `{}${SMUGGLED}`],
    ['bad chunk size 0x1', ['Transfer-Encoding: chunked'], `0x1\r\nx\r\n0\r\n\r\n${SMUGGLED}`],
    ['bad chunk size -1', ['Transfer-Encoding: chunked'], `-1\r\nx\r\n0\r\n\r\n${SMUGGLED}`],
    ['bad chunk size with a space before', ['Transfer-Encoding: chunked'], ` 1\r\nx\r\n0\r\n\r\n${SMUGGLED}`],
    [
      'chunk size beyond 64 bits',
      ['Transfer-Encoding: chunked'],
      `10000000000000001\r\nx\r\n0\r\n\r\n${SMUGGLED}`,
    ],
    ['chunk longer than its size', ['Transfer-Encoding: chunked'], `1\r\nxy\r\n0\r\n\r\n${SMUGGLED}`],
    ['chunk line ended by a bare LF', ['Transfer-Encoding: chunked'], `1\nx\n0\n\n${SMUGGLED}`],
    ['chunk extension with a bare LF', ['Transfer-Encoding: chunked'], `1;a\nb\r\nx\r\n0\r\n\r\n${SMUGGLED}`],
    ['bare LF behind a header', ['X: 1\nTransfer-Encoding: chunked', 'Content-Length: 2'], `{}${SMUGGLED}`],
    ['bare CR in a header', ['X: 1\rTransfer-Encoding: chunked', 'Content-Length: 2'], `{}${SMUGGLED}`],
    ['NUL in a header', ['X: 1\0', 'Content-Length: 2'], `{}${SMUGGLED}`],
    ['no header name', [': x', 'Content-Length: 2'], `{}${SMUGGLED}`],
  ])('%s', async (_name, headers, body) => {
    const received = await exchange(post(headers, body));
    expect(received).toMatch(/^HTTP\/1\.1 400 /);
    expect(received.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(upstream.seen).toEqual([]);
  });

  it('obs-fold: a folded header is refused, or reaches the provider on one line', async () => {
    const raw = openRaw(proxy.port);
    raw.socket.write(post(['X-Folded: a', '\tX-Inner: b', 'Content-Length: 2'], '{}'));
    await eventually(() => expect(raw.received()).toMatch(/^HTTP\/1\.1 (200|400) /));
    raw.socket.destroy();
    const names = upstream.seen.flatMap(({ rawHeaders }) => rawHeaders.filter((_, i) => i % 2 === 0));
    expect(names).not.toContain('X-Inner');
    expect(upstream.seen.flatMap(({ rawHeaders }) => rawHeaders).join('')).not.toMatch(/[\r\n]/);
  });

  it('what follows a body is a request of its own, which needs its own key', async () => {
    const received = await exchange(
      `${post(['Content-Length: 2'], '{}')}GET /v1/smuggled HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`,
    );
    expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 401']);
    expect(seenUrls()).toEqual(['/v1/files']);
  });

  it('a request line that is none is refused', async () => {
    for (const line of [
      'GET /v1/mo dels HTTP/1.1',
      'G@T /v1/models HTTP/1.1',
      'GET /v1/models HTTP/9.9',
      '\0GET / HTTP/1.1',
    ]) {
      expect(await exchange(`${line}\r\nHost: h\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
    }
    expect(upstream.seen).toEqual([]);
  });
});

describe('header injection', () => {
  it('no value of the caller’s comes back as a header or another line', async () => {
    const answer = await get('/v1/models%0d%0aSet-Cookie:%20a=1', [
      'Helicone-Request-Id: x%0d%0aSet-Cookie: a=1',
      'Helicone-Unknown-Thing: \xe4\x85\x8dSet-Cookie: b=2',
    ]);
    expect(answer.status).toBe(400);
    expect(valueOf(answer, 'set-cookie')).toBeUndefined();
    expect(valueOf(answer, 'helicone-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('a warning holds visible ASCII only', async () => {
    const answer = await get('/v1/models', ["Helicone-X'*|~^: 1", 'Helicone-Y: \xff']);
    expect(valueOf(answer, 'helicone-warning')).toMatch(/^[\x20-\x7e]+$/);
  });
});

describe('response splitting: a provider’s broken header ends in 502 and gets nowhere', () => {
  it.each([
    ['bare LF', 'X-A: 1\nSet-Cookie: a=1\r\n'],
    ['bare CR', 'X-A: 1\rSet-Cookie: a=1\r\n'],
    ['NUL', 'X-A: 1\0\r\n'],
    ['space in a name', 'X A: 1\r\n'],
    ['Content-Length and chunked', 'Transfer-Encoding: chunked\r\n'],
    ['two lengths', 'Content-Length: 40\r\n'],
  ])('%s', async (_name, header) => {
    rawAnswer = `HTTP/1.1 200 OK\r\n${header}Content-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\nX-Split: 1\r\n\r\n`;
    const received = await exchange(
      `GET /together/v1/models HTTP/1.1\r\nHost: h\r\nConnection: close\r\nHelicone-Auth: Bearer ${proxy.key}\r\n\r\n`,
    );
    expect(received).toMatch(/^HTTP\/1\.1 502 /);
    expect(received).toContain('upstream_invalid_response');
    expect(received).not.toMatch(/set-cookie|x-split/i);
  });

  it('an answer that nobody asked for is never given to the next caller', async () => {
    rawAnswer =
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\nX-Poison: 1\r\nContent-Length: 6\r\n\r\npoison';
    for (let i = 0; i < 5; i++) {
      const answer = await get('/together/v1/models');
      expect(answer.body.toString()).not.toContain('poison');
      expect(valueOf(answer, 'x-poison')).toBeUndefined();
    }
  });
});

describe('oversized headers', () => {
  it('get 431, from a client', async () => {
    const received = await exchange(`GET / HTTP/1.1\r\nHost: h\r\nX: ${'x'.repeat(400_000)}\r\n\r\n`);
    expect(received).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('get 502, from a provider', async () => {
    rawAnswer = `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(300_000)}\r\nContent-Length: 0\r\n\r\n`;
    const answer = await get('/together/v1/models');
    expect(answer.status).toBe(502);
  });

  it('of many names are all read, none is dropped', async () => {
    const many = Array.from({ length: 3_000 }, (_, i) => `X-${i}: 1`);
    const answer = await get('/v1/models', many);
    const names = upstream.seen.flatMap(({ rawHeaders }) =>
      rawHeaders.filter((name) => name.startsWith('X-')),
    );
    expect([answer.status, names.length]).toEqual([200, 3_000]);
  });
});

describe('SSRF by Helicone-Target-Url', () => {
  it.each([
    ['loopback', 'http://127.0.0.1:1'],
    ['loopback, another address of it', 'http://127.8.9.10:1'],
    ['decimal host', 'http://2130706433:1'],
    ['octal host', 'http://0177.0.0.1:1'],
    ['hexadecimal host', 'http://0x7f000001:1'],
    ['short host', 'http://127.1:1'],
    ['IPv6 loopback', 'http://[::1]:1'],
    ['IPv4-mapped IPv6', 'http://[::ffff:127.0.0.1]:1'],
    ['IPv4-mapped IPv6 in hexadecimal', 'http://[::ffff:a9fe:a9fe]:1'],
    ['NAT64', 'http://[64:ff9b::7f00:1]:1'],
    ['6to4', 'http://[2002:7f00:1::]:1'],
    ['unique local IPv6', 'http://[fd00:ec2::254]'],
    ['link-local metadata', 'http://169.254.169.254'],
    ['Azure metadata', 'http://168.63.129.16'],
    ['Google metadata by name', 'http://metadata.google.internal'],
    ['metadata by short name', 'http://metadata'],
    ['localhost by name', 'http://localhost:1'],
    ['localhost with a dot', 'http://localhost.:1'],
    ['below localhost', 'http://x.localhost:1'],
    ['unspecified', 'http://0.0.0.0:1'],
    ['fullwidth digits', 'http://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1:1'],
  ])('%s is refused', async (_name, target) => {
    for (const header of ['Helicone-Target-Url', 'Helicone-OpenAI-Api-Base']) {
      const answer = await get('/v1/models', [`${header}: ${target}`]);
      expect([answer.status, valueOf(answer, 'helicone-error')]).toEqual([400, 'target_not_allowed']);
    }
  });

  it.each([
    'http://127.0.0.1@example.com',
    'http://example.com#@127.0.0.1',
    'file:///etc/passwd',
    'gopher://x',
    'http:/\\x',
  ])('%s is no target', async (target) => {
    const answer = await get('/v1/models', [`Helicone-Target-Url: ${target}`]);
    expect([answer.status, valueOf(answer, 'helicone-error')]).toEqual([400, 'invalid_header']);
  });
});

describe('a redirect', () => {
  it('is handed to the client and never followed', async () => {
    upstream.answer((_req, res) => {
      res.writeHead(307, { location: `${upstream.url}/v1/elsewhere` });
      res.end();
    });
    const answer = await get('/v1/models', ['Authorization: Bearer sk-provider']);
    expect(answer.status).toBe(307);
    expect(valueOf(answer, 'location')).toBe(`${upstream.url}/v1/elsewhere`);
    expect(seenUrls()).toEqual(['/v1/models']);
  });
});

describe('with private targets allowed', () => {
  let open: TestProxy;
  beforeAll(async () => {
    open = await startTestProxy({ ALLOW_PRIVATE_UPSTREAMS: 'true' });
  });
  afterAll(() => open.close());

  function target(url: string, headers: string[] = [], host = 'proxy.example'): Promise<RawAnswer> {
    const head = ['GET /v1/models HTTP/1.1', `Host: ${host}`, `Helicone-Auth: Bearer ${open.key}`];
    return sendRaw(open.port, `${[...head, `Helicone-Target-Url: ${url}`, ...headers].join('\r\n')}\r\n\r\n`);
  }

  it('loops: a request that names the proxy itself is refused', async () => {
    const answer = await target(open.url, [], `127.0.0.1:${open.port}`);
    expect([answer.status, valueOf(answer, 'helicone-error')]).toEqual([400, 'target_not_allowed']);
  });

  it('loops: a request that comes back by another name is refused at its second pass', async () => {
    const back = `${open.url}/${open.key}`;
    const first = await target(back);
    // The answer of the second pass, as the first one's provider would have given it.
    expect(first.status).toBe(400);
    expect(first.body.toString()).toContain('target_not_allowed');
    await target(upstream.url, ['Via: 1.0 edge, 1.1 other']);
    const sent = upstream.seen.at(-1)?.rawHeaders ?? [];
    const via = sent[sent.indexOf('Via') + 1] ?? '';
    expect(via).toMatch(/^1\.0 edge, 1\.1 other, 1\.1 heliograph-[0-9a-f]{12}$/);
    const looped = await target(upstream.url, [`Via: ${via}`]);
    expect([looped.status, valueOf(looped, 'helicone-error')]).toEqual([400, 'target_not_allowed']);
  });

  it('credential forwarding: a target gets the caller’s own headers, never our key, cookies or addresses', async () => {
    await target(upstream.url, [
      'Authorization: Bearer sk-own',
      'Cookie: session=1',
      'X-Forwarded-For: 10.1.2.3',
      'Forwarded: for=10.1.2.3',
      'Proxy-Authorization: Basic eA==',
      'Helicone-User-Id: u',
      'Connection: keep-alive, X-Per-Hop, Authorization2',
      'X-Per-Hop: 1',
      'Authorization2: x',
    ]);
    const sent = upstream.seen.at(-1)?.rawHeaders ?? [];
    const names = sent.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase());
    expect(names).toEqual(['host', 'connection', 'authorization', 'via']);
    expect(sent.join()).not.toContain(open.key);
  });

  it('Connection-listed headers of an answer stay with us', async () => {
    upstream.answer((_req, res) => {
      res.writeHead(200, { connection: 'close, X-Per-Hop', 'x-per-hop': '1', 'x-end': '2' });
      res.end('{}');
    });
    const answer = await target(upstream.url);
    expect(valueOf(answer, 'x-per-hop')).toBeUndefined();
    expect(valueOf(answer, 'x-end')).toBe('2');
  });
});
