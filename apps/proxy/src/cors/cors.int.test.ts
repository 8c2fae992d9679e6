import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendRaw, type RawAnswer } from '../testing/raw-http.ts';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from '../testing/start-upstream.ts';

const PAGE = 'https://app.example.com';
let upstream: TestUpstream;
let proxy: TestProxy;

beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());
beforeEach(() => {
  upstream.seen.length = 0;
  upstream.answer((_req, res) => {
    res.writeHead(200, {
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'x-request-id',
    });
    res.end('{}');
  });
});
afterEach(() => proxy.close());

async function start(CORS_ORIGINS?: string): Promise<void> {
  proxy = await startTestProxy({
    OPENAI_BASE_URL: upstream.url,
    ...(CORS_ORIGINS === undefined ? {} : { CORS_ORIGINS }),
  });
}

function send(method: string, headers: string[]): Promise<RawAnswer> {
  return sendRaw(
    proxy.port,
    [`${method} /v1/models HTTP/1.1`, 'Host: h', 'Connection: close', ...headers, '', ''].join('\r\n'),
  );
}
const preflight = (
  origin: string,
  headers = 'authorization,helicone-auth,helicone-property-plan,x-stainless-os',
) =>
  send('OPTIONS', [
    `Origin: ${origin}`,
    'Access-Control-Request-Method: POST',
    `Access-Control-Request-Headers: ${headers}`,
  ]);
const cors = ({ headers }: RawAnswer): [string, string][] =>
  headers
    .flatMap((name, i): [string, string][] =>
      i % 2 === 0 ? [[name.toLowerCase(), headers[i + 1] ?? '']] : [],
    )
    .filter(([name]) => name.startsWith('access-control-') || name === 'vary');

describe('CORS_ORIGINS', () => {
  it('lets its pages ask first, without a key and without the provider', async () => {
    await start(`https://other.example.com, ${PAGE}`);
    const answer = await preflight(PAGE);
    expect(answer.status).toBe(204);
    expect(cors(answer)).toEqual([
      ['access-control-allow-origin', PAGE],
      ['vary', 'Origin'],
      ['access-control-allow-methods', 'GET, HEAD, POST, PUT, PATCH, DELETE'],
      ['access-control-allow-headers', 'authorization,helicone-auth,helicone-property-plan,x-stainless-os'],
      ['access-control-max-age', '7200'],
    ]);
    expect(upstream.seen).toEqual([]);
  });

  it('lets them read answers and our errors, in place of what the provider says to pages', async () => {
    await start(PAGE);
    const readable = [
      ['access-control-allow-origin', PAGE],
      ['vary', 'Origin'],
      ['access-control-expose-headers', '*'],
    ];
    const answer = await send('GET', [`Origin: ${PAGE}`, `Helicone-Auth: Bearer ${proxy.key}`]);
    expect(answer.status).toBe(200);
    expect(cors(answer)).toEqual(readable);
    const refused = await send('GET', [`Origin: ${PAGE}`]);
    expect(refused.status).toBe(401);
    expect(cors(refused)).toEqual(readable);
  });

  it('of * lets every page', async () => {
    await start('*');
    expect(cors(await preflight('null'))[0]).toEqual(['access-control-allow-origin', '*']);
  });

  it.each(['https://evil.example.com', `${PAGE}.evil.example`, 'null', 'http://app.example.com'])(
    'doesn’t let %s',
    async (origin) => {
      await start(PAGE);
      const asked = await preflight(origin);
      expect(asked.status).toBe(401);
      expect(cors(asked)).toEqual([]);
      const answer = await send('GET', [`Origin: ${origin}`, `Helicone-Auth: Bearer ${proxy.key}`]);
      expect(cors(answer).filter(([, value]) => value === origin)).toEqual([]);
    },
  );

  it('not set leaves OPTIONS and its answer to the provider', async () => {
    await start();
    const answer = await send('OPTIONS', [
      `Origin: ${PAGE}`,
      'Access-Control-Request-Method: POST',
      `Helicone-Auth: Bearer ${proxy.key}`,
    ]);
    expect(upstream.seen[0]).toMatchObject({ method: 'OPTIONS', url: '/v1/models' });
    expect(cors(answer)).toEqual([
      ['access-control-allow-origin', '*'],
      ['access-control-expose-headers', 'x-request-id'],
    ]);
  });
});
