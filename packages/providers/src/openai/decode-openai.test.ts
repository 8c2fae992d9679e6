import { readFileSync } from 'node:fs';
import { noUsage } from '@heliograph/contracts/token-usage';
import { expect, it } from 'vitest';
import type { ApiFormat } from '../api-format.ts';
import { decodeExchange, type DecodedExchange } from '../decode-exchange.ts';
import { capturedExchange } from '../testing/captured-exchange.ts';

function decodeFixture(apiFormat: ApiFormat, file: string, provider = 'openai'): DecodedExchange {
  const response = readFileSync(new URL(`__fixtures__/${file}`, import.meta.url));
  const contentType = file.endsWith('.sse') ? 'text/event-stream; charset=utf-8' : 'application/json';
  return decodeExchange(
    capturedExchange({ record: { apiFormat, provider }, response, responseFacts: { contentType } }),
  );
}

const streamed = { inputTokens: 18, cachedInputTokens: 32, outputTokens: 8, reasoningTokens: 4 };
const responses = { inputTokens: 200, cachedInputTokens: 128, outputTokens: 88, reasoningTokens: 64 };

it.each<[ApiFormat, string, Partial<DecodedExchange['usage']>, string, string[]]>([
  [
    'openai-chat',
    'chat.json',
    { inputTokens: 86, cachedInputTokens: 1920, outputTokens: 108, reasoningTokens: 192 },
    'Oslo is the capital of Norway.',
    [],
  ],
  [
    'openai-chat',
    'chat-tools.json',
    { inputTokens: 80, outputTokens: 20 },
    'get_weather({"city":"Oslo"}) get_time({})',
    [],
  ],
  [
    'openai-chat',
    'chat-audio.json',
    { inputTokens: 20, audioInputTokens: 100, outputTokens: 20, audioOutputTokens: 70 },
    'Hello there.',
    [],
  ],
  ['openai-chat', 'chat-stream.sse', streamed, 'Blåbærsyltetøy 🫐', []],
  ['openai-chat', 'chat-stream-crlf.sse', streamed, 'Blåbærsyltetøy 🫐', []],
  ['openai-chat', 'chat-stream-azure.sse', streamed, 'Blåbærsyltetøy 🫐', []],
  [
    'openai-chat',
    'chat-stream-tools.sse',
    { inputTokens: 80, outputTokens: 20 },
    'get_weather({"city":"Oslo"}) get_time({})',
    [],
  ],
  [
    'openai-chat',
    'chat-stream-xai.sse',
    { inputTokens: 20, cachedInputTokens: 10, outputTokens: 2, reasoningTokens: 40 },
    'Yes.',
    [],
  ],
  ['openai-completions', 'completion.json', { inputTokens: 5, outputTokens: 7 }, 'Once upon a time', []],
  ['openai-responses', 'response.json', responses, 'In a peaceful grove', []],
  ['openai-responses', 'response-tools.json', responses, 'get_weather({"city":"Oslo"})', []],
  ['openai-responses', 'response-stream.sse', responses, 'In a peaceful grove', []],
  ['openai-responses', 'response-stream-incomplete.sse', responses, 'In a peaceful grove', []],
])('%s: counts and previews %s', (apiFormat, file, usage, preview, flags) => {
  const decoded = decodeFixture(apiFormat, file);
  expect(decoded.usage).toEqual({ ...noUsage, requests: 1, ...usage });
  expect(decoded.usageSource).toBe(file.endsWith('.sse') ? 'merged_stream' : 'reported');
  expect(decoded.responsePreview).toBe(preview);
  expect(decoded.usageFlags).toEqual(flags);
});

it.each<[ApiFormat, string, string, string[]]>([
  ['openai-chat', 'error.json', 'Rate limit reached for gpt-4o.', []],
  ['openai-chat', 'chat-stream-cut.sse', 'Blåbærsyltetøy 🫐', ['stream_incomplete']],
  ['openai-chat', 'chat-stream-error.sse', 'Bl', ['stream_incomplete']],
  ['openai-chat', 'chat-stream-two-choices.sse', 'A1', []],
  ['openai-completions', 'completion-stream.sse', 'Once upon', []],
  ['openai-responses', 'response-stream-cut.sse', 'In a peaceful grove', ['stream_incomplete']],
  ['openai-responses', 'response-stream-error.sse', 'Too many tokens per minute.', ['stream_incomplete']],
  ['openai-responses', 'response-stream-failed.sse', 'The model failed to generate a response.', []],
])('%s: reads %s, which has no usage', (apiFormat, file, preview, flags) => {
  const decoded = decodeFixture(apiFormat, file);
  expect(decoded).toMatchObject({ usage: noUsage, usageSource: 'none', responsePreview: preview });
  expect(decoded.usageFlags).toEqual(flags);
});

it('reads embeddings', () => {
  const decoded = decodeFixture('openai-embeddings', 'embeddings.json');
  expect(decoded.usage).toEqual({ ...noUsage, requests: 1, inputTokens: 8 });
  expect(decoded.responsePreview).toMatch(/^\{ "object": "list", "data"/);
  expect(decoded.model).toBe('text-embedding-3-small');
});

it('assembles a chat stream into a plain answer', () => {
  const { message, responseModel } = decodeFixture('openai-chat', 'chat-stream-azure.sse');
  expect(responseModel).toBe('gpt-4o-2024-08-06');
  expect(message).toMatchObject({
    id: 'chatcmpl-S1',
    object: 'chat.completion',
    created: 1763690010,
    model: 'gpt-4o-2024-08-06',
    choices: [
      { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Blåbærsyltetøy 🫐' } },
    ],
    usage: { total_tokens: 62 },
  });
});

it('merges tool calls by their index', () => {
  expect(decodeFixture('openai-chat', 'chat-stream-tools.sse').message).toMatchObject({
    choices: [
      {
        finish_reason: 'tool_calls',
        message: {
          role: 'assistant',
          content: null,
          tool_calls: [
            {
              id: 'call_a',
              type: 'function',
              function: { name: 'get_weather', arguments: '{"city":"Oslo"}' },
            },
            { id: 'call_b', type: 'function', function: { name: 'get_time', arguments: '{}' } },
          ],
        },
      },
    ],
  });
});

it('keeps choices apart', () => {
  expect(decodeFixture('openai-chat', 'chat-stream-two-choices.sse').message).toMatchObject({
    choices: [
      { index: 0, finish_reason: 'length', message: { content: 'A1' } },
      { index: 1, finish_reason: 'stop', message: { content: 'B2' } },
    ],
  });
});

it('gives the error that ended a stream beside what was received', () => {
  expect(decodeFixture('openai-chat', 'chat-stream-error.sse').message).toMatchObject({
    error: { type: 'server_error' },
    choices: [{ finish_reason: null, message: { content: 'Bl' } }],
  });
});

it('gives the final response of a Responses stream, or what was received of it', () => {
  expect(decodeFixture('openai-responses', 'response-stream.sse').message).toMatchObject({
    status: 'completed',
    output: [{ type: 'message', content: [{ type: 'output_text', text: 'In a peaceful grove' }] }],
    usage: { total_tokens: 480 },
  });
  expect(decodeFixture('openai-responses', 'response-stream-cut.sse').message).toMatchObject({
    id: 'resp_1',
    status: 'in_progress',
    output: [{ type: 'message', content: [{ type: 'output_text', text: 'In a peaceful grove' }] }],
  });
});

it('has no message for a plain answer', () => {
  expect(decodeFixture('openai-chat', 'chat.json').message).toBeNull();
});

it('reads cached tokens where Together puts them', () => {
  const response = JSON.stringify({ usage: { prompt_tokens: 10, completion_tokens: 1, cached_tokens: 4 } });
  const decoded = decodeExchange(capturedExchange({ record: { provider: 'together' }, response }));
  expect(decoded.usage).toEqual({
    ...noUsage,
    requests: 1,
    inputTokens: 6,
    cachedInputTokens: 4,
    outputTokens: 1,
  });
});
