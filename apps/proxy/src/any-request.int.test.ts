import fc from 'fast-check';
import { headerTable } from '@heliograph/headers/header-table';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sendRaw } from './testing/raw-http.ts';
import { startTestProxy, type TestProxy } from './testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from './testing/start-upstream.ts';

let upstream: TestUpstream;
let proxy: TestProxy;

beforeAll(async () => {
  upstream = await startUpstream();
  proxy = await startTestProxy({
    OPENAI_BASE_URL: upstream.url,
    ANTHROPIC_BASE_URL: upstream.url,
    AZURE_BASE_URL: upstream.url,
    TOGETHER_BASE_URL: upstream.url,
    OPENAI_COMPATIBLE_MY_LLM_BASE_URL: upstream.url,
    CORS_ORIGINS: 'https://app.example.com',
  });
});
afterAll(async () => {
  await proxy.close();
  await upstream.close();
});

/** What Node's parser lets pass in a value; what it refuses is tested with the smuggling. */
const bytes = fc.uint8Array({ maxLength: 40 }).map((values) =>
  Buffer.from(values)
    .toString('latin1')
    .replace(/[\0-\x08\x0a-\x1f\x7f]/g, '?'),
);
const ascii = fc.string({ unit: 'grapheme-ascii', maxLength: 30 });
const value = fc.oneof(
  bytes,
  fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) =>
    Buffer.from(text)
      .toString('latin1')
      .replace(/[\0\r\n]/g, '?'),
  ),
  fc.constantFrom(
    '',
    'true',
    'FALSE',
    '/a/b',
    '1',
    '-1',
    '1e999',
    'NaN',
    'null',
    '{}',
    '[',
    '*',
    'Bearer ',
    'x'.repeat(5_000),
  ),
  fc.constantFrom(
    'http://127.0.0.1:1',
    'http://[::1',
    'https://localhost/%zz',
    'http://0',
    'https://[::ffff:10.2.3.4]',
    'ftp://x',
  ),
  fc.uuid(),
);
const name = fc.oneof(
  fc.constantFrom(...Object.values(headerTable).map((header) => header.name)),
  fc.stringMatching(/^Helicone-[!#$%&'*+.^_`|~0-9A-Za-z-]{0,20}$/),
  fc.stringMatching(/^Helicone-Property-[!#$%&'*+.^_`|~0-9A-Za-z-]{0,20}$/),
  fc.stringMatching(/^X[!#$%&'*+.^_`|~0-9A-Za-z-]{0,20}$/),
  fc.constantFrom(
    'Authorization',
    'x-api-key',
    'api-key',
    'Origin',
    'Cookie',
    'Via',
    'Accept-Encoding',
    'Content-Type',
    'Content-Encoding',
    'TE',
    'Trailer',
    'Referer',
    'Range',
    'If-Match',
  ),
);
const segment = fc.oneof(
  fc.constantFrom(
    'v1',
    'openai',
    'azure',
    'anthropic',
    'together',
    'my-llm',
    'demo',
    'chat',
    'completions',
    'messages',
    '',
    '.',
    '..',
    '%2e%2e',
    '%',
    '%zz',
    '%00',
    '%0d%0a',
    '\\',
    '@',
    ':80',
    ';',
    '//',
    '__proto__',
    'constructor',
  ),
  ascii.map((text) => text.replace(/[ ?#]/g, '_')),
  fc.string({ unit: 'grapheme', maxLength: 10 }).map(encodeURIComponent),
);
const target = fc
  .tuple(
    fc.constantFrom('', '/openai', '/v1', '/azure/res/openai', '/', 'http://h/anthropic', 'HTTP://[::1]:80'),
    fc.array(segment, { maxLength: 6 }),
    fc.option(ascii),
  )
  .map(
    ([start, segments, query]) =>
      `${start}/${segments.join('/')}${query === null ? '' : `?${query.replaceAll(' ', '+')}`}`,
  );

it('no headers and no path make a 500, with and without a key, with any method and body', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'DELETE'),
      target,
      fc.array(fc.tuple(name, value), { maxLength: 4 }),
      fc.boolean(),
      fc.oneof(fc.json(), bytes, fc.constant('{"stream":true}')),
      async (method, path, headers, withKey, body) => {
        const content = Buffer.from(body, 'latin1');
        const head = [
          `${method} ${path} HTTP/1.1`,
          'Host: h',
          ...(withKey ? [`Helicone-Auth: Bearer ${proxy.key}`] : []),
          ...headers.map(([key, text]) => `${key}: ${text}`),
          `Content-Length: ${content.length}`,
          'Connection: close',
        ];
        const message = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), content]);
        const { status, headers: answered } = await sendRaw(proxy.port, message);
        // Who gives the provider a millisecond may be told that it wasn't enough.
        const hurried = headers.some(([key]) => key.toLowerCase() === 'helicone-timeout');
        if (!hurried || status !== 504) expect(status).toBeLessThan(500);
        expect(answered.join('\n')).not.toContain('internal_error');
      },
    ),
    { numRuns: 1_000 },
  );
  // Not all were refused, and the proxy is as well as before.
  expect(upstream.seen.length).toBeGreaterThan(50);
  const answer = await fetch(`${proxy.url}/v1/models`, {
    headers: { 'Helicone-Auth': `Bearer ${proxy.key}` },
  });
  expect(answer.status).toBe(200);
  expect(proxy.logged()).not.toContain('internal_error');
}, 60_000);
