import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isWholeAnswer } from './is-whole-answer.ts';

const sse = 'text/event-stream; charset=utf-8';
const json = 'application/json';
const whole = (provider: string, format: Parameters<typeof isWholeAnswer>[1], type: string, text: string) =>
  isWholeAnswer(provider, format, type, Buffer.from(text));
const event = (data: string, name?: string) =>
  `${name === undefined ? '' : `event: ${name}\n`}data: ${data}\n\n`;
const delta = event('{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}');

describe('a stream', () => {
  it.each([
    ['with its end', delta + event('[DONE]'), true],
    [
      'that says why it ended',
      delta + event('{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}'),
      true,
    ],
    ['without an end', delta, false],
    ['with an error', delta + event('{"error":{"message":"x"}}') + event('[DONE]'), false],
    ['of nothing', '', false],
    ['of an end alone', event('[DONE]'), false],
  ])('of OpenAI %s', (_what, text, expected) =>
    expect(whole('openai', 'openai-chat', sse, text)).toBe(expected),
  );

  it.each([
    [event('{"type":"message_stop"}', 'message_stop'), true],
    ['', false],
    [event('{"type":"error","error":{"type":"overloaded_error","message":"x"}}', 'error'), false],
  ])('of Anthropic that ends with %j', (end, expected) => {
    const start = event('{"type":"message_start","message":{"content":[],"usage":{}}}', 'message_start');
    expect(whole('anthropic', 'anthropic-messages', sse, start + end)).toBe(expected);
  });

  it.each([
    ['response.completed', 'completed', true],
    ['response.incomplete', 'incomplete', true],
    ['response.failed', 'failed', false],
    ['response.created', 'in_progress', false],
  ])('of the Responses API that ends with %s', (type, status, expected) => {
    const text = event(JSON.stringify({ type, response: { status, output: [{ type: 'message' }] } }), type);
    expect(whole('openai', 'openai-responses', sse, text)).toBe(expected);
  });

  it('of Gemini as one array', () => {
    const chunk = '{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}]}';
    expect(whole('google', 'gemini', json, `[${chunk}]`)).toBe(true);
    expect(whole('google', 'gemini', json, `[{"error":{"code":500}}]`)).toBe(false);
  });

  it('of AWS, frame by frame', () => {
    const bytes = readFileSync(new URL('./__fixtures__/bedrock/converse-stream.bin', import.meta.url));
    const type = 'application/vnd.amazon.eventstream';
    expect(isWholeAnswer('bedrock', 'bedrock-converse', type, bytes)).toBe(true);
    expect(isWholeAnswer('bedrock', 'bedrock-converse', type, bytes.subarray(0, bytes.length / 2))).toBe(
      false,
    );
  });
});

describe('a plain answer', () => {
  it.each([
    ['JSON', '{"choices":[]}', true],
    ['an error', '{"error":{"message":"x"}}', false],
    ['an error in text', '{"error":"x"}', false],
    ['no error', '{"error":null,"choices":[]}', true],
    ['the word in what the model says', '{"choices":[{"message":{"content":"say \\"error\\": x"}}]}', true],
    ['nothing', '', false],
  ])('of %s', (_what, text, expected) => expect(whole('openai', 'openai-chat', json, text)).toBe(expected));

  it.each([
    ['completed', true],
    ['incomplete', true],
    ['failed', false],
    ['queued', false],
    ['in_progress', false],
  ])('of the Responses API that is %s', (status, expected) => {
    expect(whole('openai', 'openai-responses', json, `{"error":null,"status":"${status}"}`)).toBe(expected);
    expect(whole('openai', 'openai-responses', json, `{"status":"${status}"}`)).toBe(expected);
  });

  it('of sound', () => expect(whole('openai', 'openai-speech', 'audio/mpeg', '\u0001\u0002')).toBe(true));
});
