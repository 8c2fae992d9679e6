import OpenAI from 'openai';
import { expect } from 'vitest';
import { collect, collectUntilError } from '../testing/collect.ts';
import type { ComparedCall } from '../testing/compare-ways.ts';
import { testBothWays } from '../testing/test-both-ways.ts';

const model = 'gpt-4o-mini';
const messages = [{ role: 'user' as const, content: 'Wie ist das Wetter in Zürich? ☀️' }];
const tools = [
  {
    type: 'function' as const,
    function: {
      name: 'look_up_wetter',
      description: 'Says what the weather is',
      parameters: {
        type: 'object',
        properties: { city: { type: 'string' }, days: { type: 'integer' } },
        required: ['city', 'days'],
      },
    },
  },
];
const json_schema = {
  name: 'weather',
  strict: true,
  schema: {
    type: 'object',
    properties: { sunny: { type: 'boolean' }, words: { type: 'array', items: { type: 'string' } } },
    required: ['sunny', 'words'],
    additionalProperties: false,
  },
};
const usual = { model, messages };
const hasContent = (result: unknown) =>
  expect(result).toHaveProperty('choices.0.message.content', expect.stringMatching(/\w/));
const hasChunks = (result: unknown) => expect(result).toHaveProperty('9.choices.0.delta');

const calls: ComparedCall<OpenAI>[] = [
  {
    name: 'plain',
    run: (client) => client.chat.completions.create(usual),
    expected: hasContent,
  },
  {
    name: 'several choices, cut by the limit of tokens',
    run: (client) => client.chat.completions.create({ ...usual, n: 3, max_completion_tokens: 4 }),
    expected: (result) => expect(result).toHaveProperty('choices.2.finish_reason', 'length'),
  },
  {
    name: 'streamed',
    run: (client) => collect(client.chat.completions.create({ ...usual, stream: true })),
    asksForUsage: true,
    expected: hasChunks,
  },
  {
    name: 'streamed, with usage asked for by the client',
    run: (client) =>
      collect(
        client.chat.completions.create({ ...usual, stream: true, stream_options: { include_usage: true } }),
      ),
    expected: hasChunks,
  },
  {
    name: 'streamed, with several choices',
    run: (client) => collect(client.chat.completions.create({ ...usual, n: 2, stream: true })),
    asksForUsage: true,
    expected: hasChunks,
  },
  {
    name: 'streamed, compressed',
    run: (client) =>
      collect(
        client.chat.completions.create(
          { ...usual, stream: true, stream_options: { include_usage: true } },
          { headers: { 'x-fake-content-encoding': 'gzip' } },
        ),
      ),
    expected: hasChunks,
  },
  {
    name: 'plain, compressed',
    run: (client) => client.chat.completions.create(usual, { headers: { 'x-fake-content-encoding': 'br' } }),
    expected: hasContent,
  },
  {
    name: 'a tool called',
    run: (client) => client.chat.completions.create({ ...usual, tools }),
    expected: (result) => expect(result).toHaveProperty('choices.0.message.tool_calls.0.function.arguments'),
  },
  {
    name: 'a tool called, streamed',
    run: async (client) => {
      const stream = client.chat.completions.stream({ ...usual, tools });
      const events = await collect(stream);
      return { events, last: await stream.finalChatCompletion() };
    },
    asksForUsage: true,
    expected: (result) => expect(result).toHaveProperty('last.choices.0.message.tool_calls.0'),
  },
  {
    name: 'JSON mode',
    run: (client) => client.chat.completions.create({ ...usual, response_format: { type: 'json_object' } }),
    expected: hasContent,
  },
  {
    name: 'an answer by a schema, parsed',
    run: (client) =>
      client.chat.completions.parse({ ...usual, response_format: { type: 'json_schema', json_schema } }),
    expected: (result) =>
      expect(result).toHaveProperty('choices.0.message.content', expect.stringContaining('sunny')),
  },
  {
    name: 'a megabyte each way',
    run: (client) =>
      client.chat.completions.create(
        { model, messages: [{ role: 'user', content: 'ä long question '.repeat(30_000) }] },
        { headers: { 'x-fake-body-bytes': '1000000' } },
      ),
    expected: hasContent,
  },
  {
    name: 'a stream that the client leaves',
    run: async (client) => {
      const stream = await client.chat.completions.create(
        { ...usual, stream: true },
        { headers: { 'x-fake-chunks': '500', 'x-fake-chunk-delay-ms': '20' } },
      );
      const seen: unknown[] = [];
      for await (const chunk of stream) {
        seen.push(chunk);
        if (seen.length === 3) stream.controller.abort();
      }
      return seen;
    },
    asksForUsage: true,
    breaksOff: true,
    expected: (result) => expect(result).toHaveLength(3),
  },
  {
    name: 'a stream that ends with the provider’s error',
    run: (client) =>
      collectUntilError(
        client.chat.completions.create(
          { ...usual, stream: true },
          { headers: { 'x-fake-error-after-chunks': '3' } },
        ),
      ),
    asksForUsage: true,
    expected: (result) => expect(result).toMatchObject({ seen: { length: 3 }, error: { name: 'APIError' } }),
  },
];

testBothWays(
  (origin, defaultHeaders) =>
    new OpenAI({ baseURL: `${origin}/v1`, apiKey: 'sk-provider', defaultHeaders, maxRetries: 0 }),
  calls,
);
