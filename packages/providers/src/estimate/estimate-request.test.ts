import { readFileSync } from 'node:fs';
import { sampleAttempt } from '@heliograph/contracts/testing/sample-record';
import { noUsage } from '@heliograph/contracts/token-usage';
import { describe, expect, it } from 'vitest';
import { decodeExchange } from '../decode-exchange.ts';
import { capturedExchange, type ExchangeParts } from '../testing/captured-exchange.ts';
import { applyEstimate, type EstimateRequest } from './estimate-request.ts';
import { tokenizerOf } from './tokenizer-of.ts';

const attempt = sampleAttempt();
const request = JSON.stringify({
  model: 'gpt-4o',
  messages: [
    { role: 'system', content: 'Be brief.' },
    {
      role: 'user',
      name: 'ada',
      content: [
        { type: 'text', text: 'Which city?' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=' } },
      ],
    },
  ],
  tools: [{ type: 'function', function: { name: 'f' } }],
});

function estimate({ record, ...parts }: ExchangeParts): EstimateRequest | null {
  return decodeExchange(capturedExchange({ request, ...parts, record: { attempts: [attempt], ...record } }))
    .estimate;
}

function stream(file: string): ExchangeParts {
  const response = readFileSync(new URL(`../${file}`, import.meta.url));
  return { response, responseFacts: { contentType: 'text/event-stream' } };
}

describe('what a provider did not say is estimated', () => {
  it('of a chat stream that was cut', () => {
    expect(estimate(stream('openai/__fixtures__/chat-stream-cut.sse'))).toMatchObject({
      encoding: 'o200k_base',
      factor: 1,
      inputTexts: ['Be brief.', 'ada', 'Which city?', '[{"type":"function","function":{"name":"f"}}]'],
      // Two messages with their roles, a name, what comes before the answer, an image.
      fixedInputTokens: 2 * 4 + 1 + 3 + 765,
      known: noUsage,
      isLowerBound: false,
    });
  });

  it('of Anthropic’s the output alone, and never less than it said', () => {
    const record = { apiFormat: 'anthropic-messages', provider: 'anthropic' };
    const cut = estimate({ ...stream('anthropic/__fixtures__/stream-cut.sse'), record });
    expect(cut).toMatchObject({ inputTexts: null, outputTexts: ['Norway', 'Os'] });
    if (cut === null) return;
    const { inputTokens, cachedInputTokens, outputTokens } = cut.known;
    expect(outputTokens).toBe(1);
    expect(applyEstimate(cut, { input: 0, output: 100 })).toMatchObject({
      inputTokens,
      cachedInputTokens,
      outputTokens: Math.round(100 * cut.factor),
    });
    expect(applyEstimate(cut, { input: 0, output: 0 }).outputTokens).toBe(1);
  });

  it('of a call that was cancelled before its answer began the input alone', () => {
    const record = { status: 0, outcome: 'cancelled' } as const;
    expect(estimate({ record })).toMatchObject({ outputTexts: [] });
    expect(estimate({ record: { ...record, attempts: [] } })).toBeNull();
  });

  it('of plain answers without usage, and marks what may hide its thoughts', () => {
    const response = JSON.stringify({
      model: 'o3',
      choices: [
        {
          message: { content: 'Oslo.', tool_calls: [{ function: { name: 'f', arguments: '{}' } }] },
          finish_reason: 'stop',
        },
      ],
    });
    expect(estimate({ response })).toMatchObject({ outputTexts: ['Oslo.', 'f', '{}'], isLowerBound: true });
  });
});

describe('nothing is estimated', () => {
  it.each<[string, ExchangeParts]>([
    ['where usage is there', stream('openai/__fixtures__/chat-stream.sse')],
    ['of a refusal', { record: { status: 429 }, response: '{"error":{"message":"slow down"}}' }],
    ['of formats that are not billed by text', { record: { apiFormat: 'openai-images' }, response: '{}' }],
    ['where the request is not known', { request: '', response: '{"choices":[]}' }],
    [
      'of what goes on in the background',
      {
        record: { apiFormat: 'openai-responses' },
        response: '{"status":"queued","background":true,"usage":null}',
      },
    ],
    [
      'of bodies that were left out',
      {
        response: '',
        record: {
          omittedFacts: {
            requestModel: null,
            responseModel: null,
            usage: noUsage,
            usageSource: 'none',
            usageFlags: [],
            billing: decodeExchange(capturedExchange({})).billing,
          },
        },
      },
    ],
  ])('%s', (_why, parts) => expect(estimate(parts)).toBeNull());
});

it.each([
  ['gpt-4o-2024-08-06', 'o200k_base', 1],
  ['gpt-4.1', 'o200k_base', 1],
  ['gpt-4-0613', 'cl100k_base', 1],
  ['gpt-3.5-turbo', 'cl100k_base', 1],
  ['text-embedding-3-small', 'cl100k_base', 1],
  ['llama-3.3-70b', 'o200k_base', 1],
  ['claude-sonnet-4-5-20250929', 'o200k_base', 1.15],
  ['claude-3-5-haiku-latest', 'o200k_base', 1.15],
  ['us.anthropic.claude-opus-4-6-v1:0', 'o200k_base', 1.15],
  ['claude-opus-4-7', 'o200k_base', 1.15 * 1.3],
  ['claude-sonnet-5', 'o200k_base', 1.15 * 1.3],
  [null, 'o200k_base', 1],
])('%s is counted with %s × %d', (model, encoding, factor) => {
  expect(tokenizerOf(model)).toEqual({ encoding, factor });
});
