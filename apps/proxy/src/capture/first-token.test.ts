import { expect, it } from 'vitest';
import type { ApiFormat } from '@heliograph/providers/api-format';
import { watchForFirstToken } from './first-token.ts';

const cases: [ApiFormat, string, boolean][] = [
  ['openai-chat', 'data: {"choices":[{"delta":{"role":"assistant","content":""}}]}\n\n', false],
  ['openai-chat', 'data: {"choices":[{"delta":{"role":"assistant","content":null}}]}\n\n', false],
  ['openai-chat', 'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n', true],
  [
    'openai-chat',
    'data: {"choices": [{"delta": {"content": "", "x": 1}}]}\n\ndata: {"delta": {"content": "Hi"}}\n\n',
    true,
  ],
  ['openai-chat', 'data: {"choices":[{"delta":{"tool_calls":[{"index":0}]}}]}\n\n', true],
  ['openai-chat', 'data: {"choices":[{"delta":{"reasoning_content":"Hm"}}]}\n\n', true],
  ['openai-completions', 'data: {"choices":[{"text":"Hi"}]}\n\n', true],
  ['openai-responses', 'event: response.created\ndata: {"type":"response.created"}\n\n', false],
  ['openai-responses', 'data: {"type":"response.output_text.delta","delta":"Hi"}\n\n', true],
  ['anthropic-messages', 'event: message_start\ndata: {"type":"message_start"}\n\n', false],
  ['anthropic-messages', 'event: content_block_delta\ndata: {}\n\n', true],
  ['gemini', 'data: {"candidates":[{"content":{"parts":[{"text":"Hi"}]}}]}\n\n', true],
  ['gemini', 'data: {"usageMetadata":{"trafficType":"ON_DEMAND"}}\n\n', false],
  ['gemini', 'data: {"candidates":[{"content":{"parts":[{"functionCall":{}}]}}]}\n\n', true],
  ['cohere-chat', 'event: message-start\n\n', false],
  ['cohere-chat', 'event: content-delta\n\n', true],
  ['bedrock-converse', '\u000b:event-type\u0007\u0000\fmessageStart', false],
  ['bedrock-converse', '\u000b:event-type\u0007\u0000\u0011contentBlockDelta', true],
  ['bedrock-invoke', '\u000b:event-type\u0007\u0000\u0005chunk', true],
  ['other', ': ping\n\n', false],
  ['other', 'data: x\n\n', true],
];

it.each(cases)('%s %j → %s', (format, text, expected) => {
  expect(watchForFirstToken(format)(Buffer.from(text))).toBe(expected);
});
