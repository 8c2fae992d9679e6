import OpenAI from 'openai';
import { expect } from 'vitest';
import type { ComparedCall } from '../testing/compare-ways.ts';
import { testBothWays } from '../testing/test-both-ways.ts';

const messages = [{ role: 'user' as const, content: 'Hello' }];
const usual = { model: 'gpt-4o-mini', messages };
const failsWith = (status: number, name: string) => (result: unknown) =>
  expect(result).toMatchObject({
    thrown: { status, name, message: expect.stringContaining(String(status)) },
  });

const calls: ComparedCall<OpenAI>[] = [
  {
    name: '400 to a body that makes no sense',
    run: (client) => client.chat.completions.create({ model: 'gpt-4o-mini', messages: [] }),
    expected: failsWith(400, 'BadRequestError'),
  },
  {
    name: '401 to a wrong key of the provider',
    run: (client) => client.withOptions({ apiKey: 'invalid' }).chat.completions.create(usual),
    expected: failsWith(401, 'AuthenticationError'),
  },
  {
    name: '404 to an unknown model',
    run: (client) => client.models.retrieve('no-such-model'),
    expected: failsWith(404, 'NotFoundError'),
  },
  {
    name: '429 without retries',
    run: (client) => client.chat.completions.create({ ...usual, model: 'fake-rate-limited' }),
    expected: failsWith(429, 'RateLimitError'),
  },
  {
    name: '500 to a stream, before its first byte',
    run: (client) =>
      client.chat.completions.create(
        { ...usual, stream: true, stream_options: { include_usage: true } },
        { headers: { 'x-fake-status': '500' } },
      ),
    expected: failsWith(500, 'InternalServerError'),
  },
  {
    name: '500, compressed',
    run: (client) =>
      client.chat.completions.create(usual, {
        headers: { 'x-fake-status': '503', 'x-fake-content-encoding': 'gzip' },
      }),
    expected: failsWith(503, 'InternalServerError'),
  },
  {
    name: '429 twice, retried by the SDK after the time that the provider names',
    run: (client) =>
      client.withOptions({ maxRetries: 2 }).chat.completions.create(usual, {
        headers: {
          'x-fake-status': '429',
          'x-fake-fail-times': '2',
          'x-fake-id': 'a',
          'x-fake-retry-after': '0.01',
        },
      }),
    expected: (result) => expect(result).toHaveProperty('choices.0.message.content'),
  },
  {
    name: '500 more often than the SDK retries',
    run: (client) =>
      client.withOptions({ maxRetries: 1 }).chat.completions.create(usual, {
        headers: { 'x-fake-status': '500', 'x-fake-retry-after': '0.01' },
      }),
    expected: failsWith(500, 'InternalServerError'),
  },
  {
    name: 'the SDK’s own timeout',
    run: (client) =>
      client.chat.completions.create(usual, { timeout: 100, headers: { 'x-fake-delay-ms': '5000' } }),
    breaksOff: true,
    expected: (result) => expect(result).toMatchObject({ thrown: { name: 'APIConnectionTimeoutError' } }),
  },
];

testBothWays(
  (origin, defaultHeaders) =>
    new OpenAI({ baseURL: `${origin}/v1`, apiKey: 'sk-provider', defaultHeaders, maxRetries: 0 }),
  calls,
);
