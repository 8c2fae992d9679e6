import { gzipSync } from 'node:zlib';
import { noUsage } from '@heliograph/contracts/token-usage';
import { describe, expect, it } from 'vitest';
import { decodeExchange, type DecodedExchange } from './decode-exchange.ts';
import { capturedExchange, type ExchangeParts } from './testing/captured-exchange.ts';

function decode(parts: ExchangeParts): DecodedExchange {
  return decodeExchange(capturedExchange(parts));
}

function decodeUsage(usage: unknown, apiFormat = 'openai-chat'): DecodedExchange {
  return decode({ record: { apiFormat }, response: JSON.stringify({ usage }) });
}

describe('request', () => {
  it.each<[string, unknown, string]>([
    [
      'openai-chat',
      {
        messages: [
          { role: 'user', content: 'first' },
          { role: 'assistant', content: 'x' },
          { role: 'user', content: [{ type: 'text', text: 'What\nis' }, { type: 'image_url' }] },
        ],
      },
      'What is [image]',
    ],
    [
      'openai-chat',
      { messages: [{ role: 'system', content: 's' }] },
      '{"messages":[{"role":"system","content":"s"}]}',
    ],
    ['openai-responses', { input: 'Tell me' }, 'Tell me'],
    [
      'openai-responses',
      {
        input: [
          { role: 'user', content: [{ type: 'input_text', text: 'See' }, { type: 'input_image' }] },
          { type: 'function_call_output', call_id: 'c', output: '1' },
        ],
      },
      'See [image]',
    ],
    ['openai-completions', { prompt: ['a', 'b'] }, 'a b'],
    ['openai-embeddings', { input: [1, 2, 3] }, '[3 tokens]'],
    [
      'anthropic-messages',
      {
        messages: [
          { role: 'user', content: [{ type: 'image' }, { type: 'text', text: 'Describe' }] },
          { role: 'assistant', content: [{ type: 'tool_use' }] },
          { role: 'user', content: [{ type: 'tool_result', content: 'r' }] },
        ],
      },
      '[image] Describe',
    ],
    ['other', { prompt: 'A cat' }, 'A cat'],
    ['other', { size: 1 }, '{"size":1}'],
  ])('previews %s %j', (apiFormat, request, expected) => {
    expect(decode({ record: { apiFormat }, request: JSON.stringify(request) }).requestPreview).toBe(expected);
  });

  it('names the user of the body', () => {
    expect(decode({ request: '{"user":"u-1"}' }).userFromBody).toBe('u-1');
    expect(decode({ request: `{"user":"${'u'.repeat(257)}"}` }).userFromBody).toBeNull();
    expect(decode({ request: '{"user":7}' }).userFromBody).toBeNull();
    const record = { apiFormat: 'anthropic-messages' };
    expect(decode({ record, request: '{"metadata":{"user_id":"u-2"},"user":"x"}' }).userFromBody).toBe('u-2');
  });

  it('finds the model in a request that was cut', () => {
    const parts = { request: '{"model":"gpt-4o","messages":[{"role":"us', requestFacts: { truncated: true } };
    expect(decode(parts)).toMatchObject({ requestModel: 'gpt-4o', requestText: parts.request });
  });
});

it('prefers the override, then the answer’s model, then the request’s', () => {
  const request = '{"model":"asked"}';
  const response = '{"model":"answered"}';
  expect(decode({ request, response, record: { modelOverride: 'forced' } }).model).toBe('forced');
  expect(decode({ request, response }).model).toBe('answered');
  expect(decode({ request, response: '{"model":""}' }).model).toBe('asked');
  expect(decode({}).model).toBeNull();
});

describe('bodies', () => {
  it('gives text as it was sent', () => {
    const response = '{ "a":\n1.0 }';
    expect(decode({ response }).responseText).toBe(response);
    const responseFacts = { contentEncoding: 'gzip' };
    expect(decode({ response: gzipSync(response), responseFacts }).responseText).toBe(response);
  });

  it('reads other charsets', () => {
    const parts = {
      response: Buffer.from([0xe9, 0x74]),
      responseFacts: { contentType: 'text/plain; charset="latin1"' },
    };
    expect(decode(parts).responseText).toBe('ét');
  });

  it.each([
    ['image/png', 'image/png, 4 B'],
    ['multipart/form-data; boundary=x', 'multipart/form-data, 4 B'],
    ['application/octet-stream', 'application/octet-stream, 4 B'],
    [null, 'binary, 4 B'],
  ])('has no text for %s', (contentType, expected) => {
    const parts = { request: Buffer.from([0, 1, 2, 255]), requestFacts: { contentType } };
    expect(decode(parts)).toMatchObject({ requestText: null, requestPreview: expected });
  });

  it('reads JSON without a content type, and JSON that claims to be a stream', () => {
    const response = '{"model":"m"}';
    for (const contentType of [null, 'text/event-stream']) {
      expect(decode({ response, responseFacts: { contentType } }).responseModel).toBe('m');
    }
  });

  it('cuts no character in two', () => {
    const responseFacts = { contentType: 'text/plain', truncated: true };
    expect(decode({ response: Buffer.from('a🫐').subarray(0, 3), responseFacts }).responseText).toBe('a');
    expect(decode({ response: Buffer.from('a🫐'), responseFacts }).responseText).toBe('a🫐');
  });

  it('says what it could not read', () => {
    const facts = { contentEncoding: 'gzip' };
    const decoded = decode({
      request: '{"a":1}',
      response: '{"b":2}',
      requestFacts: facts,
      responseFacts: facts,
    });
    expect(decoded.usageFlags).toEqual(['response_encoding_broken', 'request_encoding_broken']);
    expect(decode({ responseFacts: { omitted: true, bytes: 9 } })).toMatchObject({
      responseText: null,
      responsePreview: '',
      usageFlags: ['response_omitted'],
    });
  });

  it('still counts where only the request was omitted', () => {
    const response = '{"model":"m","usage":{"prompt_tokens":3,"completion_tokens":4}}';
    const decoded = decode({ response, requestFacts: { omitted: true, bytes: 100 } });
    expect(decoded.usage).toEqual({ ...noUsage, requests: 1, inputTokens: 3, outputTokens: 4 });
    expect(decoded).toMatchObject({ requestPreview: '', requestText: null, model: 'm', usageFlags: [] });
  });
});

describe('usage', () => {
  it.each([-1, 1.5, '12', 2e9, true, {}])('counts %j as 0 and flags it', (prompt_tokens) => {
    const { usage, usageFlags, usageSource } = decodeUsage({ prompt_tokens, completion_tokens: 5 });
    expect(usage).toEqual({ ...noUsage, requests: 1, outputTokens: 5 });
    expect(usageFlags).toEqual(['usage_invalid:prompt_tokens']);
    expect(usageSource).toBe('reported');
  });

  it.each([
    [
      'openai-chat',
      { prompt_tokens: 5, prompt_tokens_details: { cached_tokens: 8 } },
      { cachedInputTokens: 8 },
    ],
    [
      'openai-responses',
      { output_tokens: 5, output_tokens_details: { reasoning_tokens: 8 } },
      { reasoningTokens: 8 },
    ],
    [
      'anthropic-messages',
      { output_tokens: 5, output_tokens_details: { thinking_tokens: 8 } },
      { reasoningTokens: 8 },
    ],
    [
      'anthropic-messages',
      { cache_creation_input_tokens: 5, cache_creation: { ephemeral_1h_input_tokens: 8 } },
      { cacheWrite1hTokens: 8 },
    ],
  ])('%s: charges parts that exceed the whole, and flags it', (apiFormat, given, expected) => {
    const { usage, usageFlags } = decodeUsage(given, apiFormat);
    expect(usage).toEqual({ ...noUsage, requests: 1, ...expected });
    expect(usageFlags).toEqual(['usage_inconsistent']);
  });

  it('counts cache writes of OpenAI once', () => {
    const given = { input_tokens: 100, input_tokens_details: { cached_tokens: 30, cache_write_tokens: 50 } };
    expect(decodeUsage(given, 'openai-responses').usage).toEqual({
      ...noUsage,
      requests: 1,
      inputTokens: 20,
      cachedInputTokens: 30,
      cacheWrite5mTokens: 50,
    });
  });

  it('flags what an advisor used where its model is not told', () => {
    const given = { input_tokens: 7, iterations: [{ type: 'message' }, { type: 'advisor_message' }] };
    expect(decodeUsage(given, 'anthropic-messages')).toMatchObject({
      usage: { inputTokens: 7 },
      usageFlags: ['usage_other_model_unknown'],
    });
  });

  it('knows when there is none', () => {
    for (const usage of [null, undefined, {}]) {
      expect(decodeUsage(usage)).toMatchObject({ usage: noUsage, usageSource: 'none', usageFlags: [] });
    }
    expect(decodeUsage(7)).toMatchObject({ usageSource: 'none', usageFlags: ['usage_invalid:usage'] });
    expect(decodeUsage({ prompt_tokens: 7 }, 'other').usageSource).toBe('none');
  });
});

it('leaves out a message too deep to be written again', () => {
  const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
  const response = `data: {"choices":[{"delta":{"x":${deep}}}]}\n\ndata: [DONE]\n\n`;
  const decoded = decode({ response, responseFacts: { contentType: 'text/event-stream' } });
  expect(decoded.message).toBeNull();
  expect(decoded.usageFlags).toEqual(['response_nested_too_deeply']);
});
