import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { decodeExchange } from '@heliograph/providers/decode-exchange';
import { makeExchange } from '../testing/make-exchange.ts';
import { requestHash } from './request-hash.ts';

const plain = makeExchange();
const hashOf = (exchange: typeof plain) => requestHash(exchange, decodeExchange(exchange).requestText);
const { request } = plain.record;

it('is the same for identical requests, whoever sent them and however they came over the wire', () => {
  expect(hashOf(plain)).toMatch(/^[0-9a-f]{16}$/);
  expect(hashOf(makeExchange({ userId: 'somebody', sessionId: 'another' }))).toBe(hashOf(plain));
  const requestBody = gzipSync(plain.requestBody);
  const record = { ...plain.record, request: { ...request, contentEncoding: 'gzip' } };
  expect(hashOf({ ...plain, record, requestBody })).toBe(hashOf(plain));
});

it.each([
  ['body', makeExchange({}, 'Say hello!')],
  ['provider', makeExchange({ provider: 'groq' })],
  ['path', makeExchange({ path: '/v1/other' })],
  ['method', makeExchange({ method: 'PUT' })],
])('differs by %s', (_, exchange) => expect(hashOf(exchange)).not.toBe(hashOf(plain)));

it.each([
  ['was left out', makeExchange({ request: { ...request, omitted: true } })],
  ['was cut', makeExchange({ request: { ...request, truncated: true } })],
  ['is empty', { ...plain, requestBody: Buffer.alloc(0) }],
])('is none where the body %s', (_, exchange) => expect(hashOf(exchange)).toBe(''));

it('is made of bytes where they are no text', () => {
  const binary = (last: number) => ({
    ...plain,
    record: { ...plain.record, request: { ...request, contentType: 'audio/wav' } },
    requestBody: Buffer.from([0xff, 0xfe, 0x00, last]),
  });
  expect(hashOf(binary(1))).toBe(hashOf(binary(1)));
  expect(hashOf(binary(1))).not.toBe(hashOf(binary(2)));
});
