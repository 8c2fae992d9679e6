import OpenAI from 'openai';
import { expect } from 'vitest';
import { collect } from '../testing/collect.ts';
import type { ComparedCall } from '../testing/compare-ways.ts';
import { testBothWays } from '../testing/test-both-ways.ts';

const usual = { model: 'gpt-5-mini', input: 'What is the weather in Oslo?' };
const tool = {
  type: 'function' as const,
  name: 'read_weather',
  strict: true,
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  },
};

const calls: ComparedCall<OpenAI>[] = [
  {
    name: 'plain',
    run: (client) => client.responses.create(usual),
    expected: (result) => expect(result).toHaveProperty('output_text', expect.stringMatching(/\w/)),
  },
  {
    name: 'plain, cut by the limit of tokens',
    run: (client) => client.responses.create({ ...usual, model: 'gpt-4o', max_output_tokens: 16 }),
    expected: (result) => expect(result).toHaveProperty('usage.output_tokens'),
  },
  {
    name: 'streamed',
    run: (client) => collect(client.responses.create({ ...usual, stream: true })),
    expected: (result) =>
      expect(result).toContainEqual(expect.objectContaining({ type: 'response.completed' })),
  },
  {
    name: 'streamed, a tool called',
    run: async (client) => {
      const stream = client.responses.stream({ ...usual, tools: [tool] });
      return { events: await collect(stream), last: await stream.finalResponse() };
    },
    expected: (result) =>
      expect(result).toHaveProperty(
        'last.output',
        expect.arrayContaining([expect.objectContaining({ type: 'function_call', name: 'read_weather' })]),
      ),
  },
  {
    name: 'an answer by a schema',
    run: (client) =>
      client.responses.create({
        ...usual,
        text: { format: { type: 'json_schema', name: 'weather', schema: tool.parameters, strict: true } },
      }),
    expected: (result) => expect(result).toHaveProperty('output_text', expect.stringContaining('city')),
  },
  {
    name: 'a request that the provider refuses',
    run: (client) => client.responses.create({ model: 'gpt-5-mini' }),
    expected: (result) => expect(result).toMatchObject({ thrown: { status: 400, param: 'input' } }),
  },
];

testBothWays(
  (origin, defaultHeaders) =>
    new OpenAI({ baseURL: `${origin}/v1`, apiKey: 'sk-provider', defaultHeaders, maxRetries: 0 }),
  calls,
);
