import { readFileSync } from 'node:fs';
import { noUsage } from '@heliograph/contracts/token-usage';
import { expect, it } from 'vitest';
import { decodeExchange, type DecodedExchange } from '../decode-exchange.ts';
import { capturedExchange } from '../testing/captured-exchange.ts';

function decodeFixture(file: string): DecodedExchange {
  const response = readFileSync(new URL(`__fixtures__/${file}`, import.meta.url));
  const contentType = file.endsWith('.sse') ? 'text/event-stream; charset=utf-8' : 'application/json';
  const record = { provider: 'anthropic', apiFormat: 'anthropic-messages' };
  return decodeExchange(capturedExchange({ record, response, responseFacts: { contentType } }));
}

const cached = { inputTokens: 21, cachedInputTokens: 1500, cacheWrite5mTokens: 200, cacheWrite1hTokens: 300 };

it.each<[string, Partial<DecodedExchange['usage']>, string, string[]]>([
  ['message.json', { ...cached, outputTokens: 40, reasoningTokens: 80 }, 'Oslo.', []],
  ['message-no-split.json', { inputTokens: 21, cacheWrite5mTokens: 500, outputTokens: 12 }, 'Oslo.', []],
  ['message-tools.json', { inputTokens: 300, outputTokens: 40 }, 'get_weather({"city":"Oslo"})', []],
  [
    'message-compaction.json',
    { inputTokens: 104, cacheWrite5mTokens: 55096, outputTokens: 950 },
    'Done.',
    [],
  ],
  ['stream.sse', { ...cached, outputTokens: 40, reasoningTokens: 80 }, 'Oslo.', []],
  ['stream-server-tools.sse', { inputTokens: 15665, outputTokens: 510, webSearches: 1 }, 'It is Oslo.', []],
  ['stream-cut.sse', { ...cached, outputTokens: 1 }, 'Os', ['stream_incomplete']],
  ['stream-error.sse', { ...cached, outputTokens: 1 }, 'Overloaded', ['stream_incomplete']],
])('counts and previews %s', (file, usage, preview, flags) => {
  const decoded = decodeFixture(file);
  expect(decoded.usage).toEqual({ ...noUsage, requests: 1, ...usage });
  expect(decoded.usageSource).toBe(file.endsWith('.sse') ? 'merged_stream' : 'reported');
  expect(decoded.responsePreview).toBe(preview);
  expect(decoded.usageFlags).toEqual(flags);
  expect(decoded.responseModel).toBe('claude-sonnet-4-5-20250929');
});

it('reads an error', () => {
  expect(decodeFixture('error.json')).toMatchObject({
    usage: noUsage,
    usageSource: 'none',
    usageFlags: [],
    responsePreview: 'Overloaded',
  });
});

it('assembles a stream into a plain message', () => {
  expect(decodeFixture('stream.sse').message).toMatchObject({
    id: 'msg_01',
    type: 'message',
    role: 'assistant',
    content: [
      { type: 'thinking', thinking: 'Norway', signature: 'EqoB' },
      { type: 'text', text: 'Oslo.' },
      { type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: { city: 'Oslo' } },
    ],
    stop_reason: 'tool_use',
    usage: { input_tokens: 21, output_tokens: 120, service_tier: 'standard' },
  });
});

it('keeps the blocks and citations of server tools', () => {
  expect(decodeFixture('stream-server-tools.sse').message).toMatchObject({
    content: [
      { type: 'server_tool_use', name: 'web_search', input: { query: 'oslo' } },
      { type: 'web_search_tool_result', content: [{ title: 'Oslo' }] },
      { type: 'text', text: 'It is Oslo.', citations: [{ cited_text: 'Oslo' }] },
    ],
  });
});

it('names the error that ended a stream', () => {
  expect(decodeFixture('stream-error.sse').message).toMatchObject({ error: { type: 'overloaded_error' } });
});
