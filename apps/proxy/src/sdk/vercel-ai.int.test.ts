import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import {
  generateObject,
  generateText,
  type LanguageModel,
  stepCountIs,
  streamObject,
  streamText,
  tool,
} from 'ai';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { collect } from '../testing/collect.ts';
import type { ComparedCall } from '../testing/compare-ways.ts';
import { testBothWays } from '../testing/test-both-ways.ts';

const prompt = 'What is the weather in Bergen?';
const schema = z.object({ city: z.string(), sunny: z.boolean() });
const tools = {
  read_weather: tool({
    description: 'Says what the weather is',
    inputSchema: z.object({ city: z.string() }),
    execute: ({ city }) => `It rains in ${city}`,
  }),
};
const common = { prompt, maxRetries: 0 };
/** The fake takes a schema from Anthropic's callers as a tool only. */
const providerOptions = { anthropic: { structuredOutputMode: 'jsonTool' } };

const calls: ComparedCall<LanguageModel>[] = [
  {
    name: 'generateText',
    run: async (model) => {
      const { text, usage, finishReason, response } = await generateText({ ...common, model });
      return { text, usage, finishReason, response };
    },
    expected: (result) => expect(result).toHaveProperty('text', expect.stringContaining(prompt)),
  },
  {
    name: 'tools in several steps',
    run: async (model) => {
      const { steps, text } = await generateText({ ...common, model, tools, stopWhen: stepCountIs(3) });
      return {
        text,
        steps: steps.map(({ toolCalls, toolResults, usage }) => [toolCalls, toolResults, usage]),
      };
    },
    expected: (result) => expect(result).toHaveProperty('steps.1'),
  },
  {
    name: 'a tool called',
    run: async (model) => {
      const { steps, finishReason } = await generateText({
        ...common,
        model,
        tools,
        stopWhen: stepCountIs(1),
      });
      return {
        finishReason,
        steps: steps.map(({ toolCalls, toolResults, usage }) => [toolCalls, toolResults, usage]),
      };
    },
    expected: (result) => expect(result).toMatchObject({ finishReason: 'tool-calls', steps: { length: 1 } }),
  },
  {
    name: 'streamText',
    run: async (model) => {
      const { fullStream, text, usage } = streamText({ ...common, model });
      return { parts: await collect(fullStream), text: await text, usage: await usage };
    },
    expected: (result) => expect(result).toHaveProperty('text', expect.stringContaining(prompt)),
  },
  {
    name: 'generateObject',
    run: async (model) => {
      const { object, usage, finishReason } = await generateObject({
        ...common,
        model,
        schema,
        providerOptions,
      });
      return { object, usage, finishReason };
    },
    expected: (result) => expect(result).toHaveProperty('object.city', expect.any(String)),
  },
  {
    name: 'streamObject',
    run: async (model) => {
      const { partialObjectStream, object, usage } = streamObject({
        ...common,
        model,
        schema,
        providerOptions,
      });
      return { parts: await collect(partialObjectStream), object: await object, usage: await usage };
    },
    expected: (result) => expect(result).toHaveProperty('object.city', expect.any(String)),
  },
  {
    name: 'tools in several steps, streamed',
    run: async (model) => {
      const { fullStream } = streamText({ ...common, model, tools, stopWhen: stepCountIs(3) });
      return collect(fullStream);
    },
    expected: (result) => expect(result).toContainEqual(expect.objectContaining({ type: 'tool-result' })),
  },
  {
    name: 'an error of the provider',
    run: (model) => generateText({ ...common, model, headers: { 'x-fake-status': '429' } }),
    expected: (result) => expect(result).toMatchObject({ thrown: { statusCode: 429, isRetryable: true } }),
  },
];

describe('with OpenAI’s responses', () => {
  testBothWays(
    (origin, headers) => createOpenAI({ baseURL: `${origin}/v1`, apiKey: 'sk', headers })('gpt-4o-mini'),
    calls,
  );
});

describe('with OpenAI’s chat', () => {
  testBothWays(
    (origin, headers) => createOpenAI({ baseURL: `${origin}/v1`, apiKey: 'sk', headers }).chat('gpt-4o-mini'),
    calls,
  );
});

describe('with Anthropic', () => {
  testBothWays(
    (origin, headers) =>
      createAnthropic({ baseURL: `${origin}/v1`, apiKey: 'sk', headers })('claude-haiku-4-5'),
    calls,
  );
});
