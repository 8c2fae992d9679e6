import Anthropic from '@anthropic-ai/sdk';
import { expect } from 'vitest';
import { collect, collectUntilError } from '../testing/collect.ts';
import type { ComparedCall } from '../testing/compare-ways.ts';
import { testBothWays } from '../testing/test-both-ways.ts';

const model = 'claude-sonnet-5-5';
const messages = [{ role: 'user' as const, content: 'What is the weather in Reykjavík? ❄️' }];
const usual = { model, max_tokens: 2000, messages };
const tools = [
  {
    name: 'read_weather',
    description: 'Says what the weather is',
    input_schema: { type: 'object' as const, properties: { city: { type: 'string' } }, required: ['city'] },
  },
];
const thinking = { type: 'enabled' as const, budget_tokens: 1024 };
const hasBlock = (type: string, at: string) => (result: unknown) =>
  expect(result).toHaveProperty(at, expect.arrayContaining([expect.objectContaining({ type })]));
const failsWith = (status: number, name: string) => (result: unknown) =>
  expect(result).toMatchObject({ thrown: { status, name } });

const calls: ComparedCall<Anthropic>[] = [
  {
    name: 'plain',
    run: (client) => client.messages.create(usual),
    expected: hasBlock('text', 'content'),
  },
  {
    name: 'streamed',
    run: (client) => collect(client.messages.create({ ...usual, stream: true })),
    expected: (result) => expect(result).toContainEqual({ type: 'message_stop' }),
  },
  {
    name: 'a tool called',
    run: (client) => client.messages.create({ ...usual, tools, tool_choice: { type: 'any' } }),
    expected: hasBlock('tool_use', 'content'),
  },
  {
    name: 'a tool called and thought about, streamed',
    run: async (client) => {
      const stream = client.messages.stream({ ...usual, tools, thinking });
      return { events: await collect(stream), last: await stream.finalMessage() };
    },
    expected: hasBlock('tool_use', 'last.content'),
  },
  {
    name: 'thinking',
    run: (client) => client.messages.create({ ...usual, thinking }),
    expected: hasBlock('thinking', 'content'),
  },
  {
    name: 'a long prompt, cached the second time',
    run: async (client) => {
      const system = [
        {
          type: 'text' as const,
          text: 'Be brief. '.repeat(2000),
          cache_control: { type: 'ephemeral' as const },
        },
      ];
      return [
        await client.messages.create({ ...usual, system }),
        await client.messages.create({ ...usual, system }),
      ];
    },
    expected: (result) =>
      expect(result).toHaveProperty(
        '1.usage.cache_read_input_tokens',
        expect.toSatisfy((n) => n > 1000),
      ),
  },
  {
    name: 'tokens counted',
    run: (client) => client.messages.countTokens({ model, messages, tools }),
    expected: (result) => expect(result).toEqual({ input_tokens: expect.any(Number) }),
  },
  {
    name: 'models, listed and by name',
    run: async (client) => [await collect(client.models.list()), await client.models.retrieve(model)],
    expected: (result) => expect(result).toHaveProperty('1.id', model),
  },
  {
    name: 'a stream that ends with the provider’s error',
    run: (client) =>
      collectUntilError(
        client.messages.create({ ...usual, stream: true }, { headers: { 'x-fake-error-after-chunks': '4' } }),
      ),
    expected: (result) => expect(result).toMatchObject({ seen: { length: 3 }, error: { name: 'APIError' } }),
  },
  {
    name: 'a stream that the client leaves',
    run: async (client) => {
      const stream = await client.messages.create(
        { ...usual, stream: true },
        { headers: { 'x-fake-chunks': '500', 'x-fake-chunk-delay-ms': '20' } },
      );
      for await (const event of stream) {
        stream.controller.abort();
        return event;
      }
      return null;
    },
    breaksOff: true,
    expected: (result) => expect(result).toHaveProperty('type', 'message_start'),
  },
  {
    name: '400 to a body that makes no sense',
    run: (client) => client.messages.create({ ...usual, messages: [] }),
    expected: failsWith(400, 'BadRequestError'),
  },
  {
    name: '401 to a wrong key of the provider',
    run: (client) => client.withOptions({ apiKey: 'invalid' }).messages.create(usual),
    expected: failsWith(401, 'AuthenticationError'),
  },
  {
    name: '529 more often than the SDK retries',
    run: (client) =>
      client.withOptions({ maxRetries: 1 }).messages.create(usual, {
        headers: { 'x-fake-status': '529', 'x-fake-retry-after': '0.01' },
      }),
    expected: failsWith(529, 'OverloadedError'),
  },
  {
    name: '429 once, then an answer',
    run: (client) =>
      client.withOptions({ maxRetries: 1 }).messages.create(usual, {
        headers: {
          'x-fake-status': '429',
          'x-fake-fail-times': '1',
          'x-fake-id': 'a',
          'x-fake-retry-after': '0.01',
        },
      }),
    expected: hasBlock('text', 'content'),
  },
];

testBothWays(
  (baseURL, defaultHeaders) => new Anthropic({ baseURL, apiKey: 'sk-ant', defaultHeaders, maxRetries: 0 }),
  calls,
);
