import { parseHeaders } from '@heliograph/headers/parse-headers';
import { createRouter } from '@heliograph/providers/match-route';
import { expect, it } from 'vitest';
import { readTarget } from '../route/read-target.ts';
import { cacheKey, type KeyOptions } from './cache-key.ts';

const router = createRouter();
interface Asked extends Partial<KeyOptions> {
  organizationId?: string;
  url?: string;
  headers?: string[];
  targetUrl?: { origin: string; basePath: string };
}

function keyOf({ organizationId = 'a', url = '/v1/chat/completions', headers = [], ...more }: Asked): string {
  const target = readTarget(url);
  const { targetUrl = null } = more;
  const route = router.match({
    method: 'POST',
    host: 'x',
    path: target.path,
    targetUrl,
    openaiApiBase: null,
  });
  const incoming = {
    ...{ id: '', createdAt: 0, method: 'POST', host: 'x', target, cors: [] },
    headers: parseHeaders(headers),
  };
  const options = { seed: '', ignoreKeys: [], body: Buffer.from('{"model":"m"}'), ...more };
  return cacheKey({ incoming, route, caller: { organizationId } }, options);
}
const plain = keyOf({});

it('is 64 hex digits', () => expect(plain).toMatch(/^[0-9a-f]{64}$/));

it.each<[string, Asked]>([
  ['organization', { organizationId: 'b' }],
  ['provider', { url: '/groq/v1/chat/completions' }],
  ['server', { targetUrl: { origin: 'https://api.example.com', basePath: '' } }],
  ['base path', { targetUrl: { origin: 'https://api.openai.com', basePath: '/base' } }],
  ['path', { url: '/v1/completions' }],
  ['query', { url: '/v1/chat/completions?api-version=1' }],
  ['seed', { seed: 's' }],
  ['body', { body: Buffer.from('{"model":"n"}') }],
  ['body that is no JSON', { body: Buffer.from('{"model":"m"') }],
  ['beta header', { headers: ['anthropic-beta', 'x'] }],
  ['wish for a stream', { headers: ['Accept', 'text/event-stream'] }],
])('differs by %s', (_what, asked) => expect(keyOf(asked)).not.toBe(plain));

it.each<[string, Asked]>([
  ['credentials in headers', { headers: ['Authorization', 'Bearer x', 'x-api-key', 'y', 'Cookie', 'z'] }],
  ['credentials in the query', { url: '/v1/chat/completions?key=x&api_key=y&access_token=z' }],
  ['trace headers', { headers: ['traceparent', 'x', 'x-request-id', 'y', 'Helicone-User-Id', 'z'] }],
  [
    'what the client is and takes',
    { headers: ['User-Agent', 'x', 'Accept-Encoding', 'br', 'Accept', '*/*'] },
  ],
  ['how the body is written', { body: Buffer.from(' { "model" : "\\u006d" } ') }],
  ['the content type of what is JSON anyway', { headers: ['Content-Type', 'text/plain'] }],
  ['ignored keys', { body: Buffer.from('{"user":1,"model":"m"}'), ignoreKeys: [['user']] }],
])('does not differ by %s', (_what, asked) => expect(keyOf(asked)).toBe(plain));

it('takes a query whatever its order', () => {
  const url = (query: string) => keyOf({ url: `/v1/chat/completions?${query}` });
  expect(url('a=1&b=2')).toBe(url('b=2&key=x&a=1'));
  expect(url('a=1&b=2')).not.toBe(url('a=2&b=1'));
});

it('takes a form by its parts', () => {
  const form = (boundary: string, text: string, type = 'multipart/form-data') =>
    keyOf({
      headers: ['Content-Type', `${type}; boundary=${boundary}`],
      body: Buffer.from(`--${boundary}\r\nname="a"\r\n\r\n${text}\r\n--${boundary}--\r\n`),
    });
  expect(form('x', 'one')).toBe(form('"yy"'.replaceAll('"', ''), 'one'));
  expect(form('x', 'one')).not.toBe(form('x', 'two'));
});

it('can not be led astray by moving bytes between its parts', () => {
  expect(keyOf({ seed: 'a","b' })).not.toBe(keyOf({ seed: 'a' }));
  const bytes = (text: string) =>
    keyOf({ body: Buffer.from(text), headers: ['Content-Type', 'multipart/x; boundary=b'] });
  expect(bytes('x--b1:y')).not.toBe(bytes('x1:--by'));
});
