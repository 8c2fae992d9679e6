import { noUsage } from '@heliograph/contracts/token-usage';
import { describe, expect, it } from 'vitest';
import type { ApiFormat } from '../api-format.ts';
import { type CallForecast, forecastCall, modelOfCall, userOfCall } from './forecast-call.ts';
import { readFields } from './read-fields.ts';

function forecast(apiFormat: ApiFormat, request: unknown, provider = 'openai'): CallForecast {
  const body = Buffer.from(JSON.stringify(request));
  const fields = readFields('application/json', null, body);
  const rest = { method: 'POST', path: '/v1/x', targetOrigin: 'https://api.example' };
  return forecastCall({ provider, apiFormat, ...rest, fields, body });
}

const chat = (more: object) => ({
  model: 'gpt-4o',
  messages: [{ role: 'user', content: 'x'.repeat(350) }],
  ...more,
});

describe('what a call may use', () => {
  it('is its text by bytes and the answer that it allows, for every answer asked for', () => {
    expect(forecast('openai-chat', chat({ max_tokens: 50, n: 3 }))).toEqual({
      usage: { ...noUsage, inputTokens: 100 + 4 + 3, outputTokens: 150, requests: 1 },
      variant: '',
      answers: 3,
    });
  });

  it.each<[ApiFormat, object, number]>([
    ['openai-chat', chat({ max_completion_tokens: 7 }), 7],
    ['openai-responses', { model: 'gpt-5', input: 'hi', max_output_tokens: 9 }, 9],
    ['openai-responses', { model: 'gpt-5', input: 'hi' }, 128_000],
    ['openai-chat', chat({}), 16_384],
    ['openai-chat', chat({ model: 'gpt-4o-mini', max_tokens: -1 }), 16_384],
    ['openai-chat', chat({ model: 'meta-llama/llama-3' }), 32_768],
    ['gemini', { contents: [], generationConfig: { maxOutputTokens: 11 } }, 11],
    ['bedrock-converse', { messages: [], inferenceConfig: { maxTokens: 12 } }, 12],
    ['openai-embeddings', { model: 'text-embedding-3-small', input: 'hi' }, 0],
  ])('%s %j writes at most %d', (format, request, tokens) => {
    expect(forecast(format, request).usage.outputTokens).toBe(tokens);
  });

  it('is pictures, characters or seconds where these are what is billed', () => {
    expect(forecast('openai-images', { model: 'dall-e-3', n: 2, quality: 'hd', prompt: 'a' })).toMatchObject({
      usage: { images: 2 },
      variant: 'quality=hd;size=1024x1024',
    });
    expect(forecast('openai-images', { model: 'gpt-image-1', prompt: 'a' }).usage.imageOutputTokens).toBe(
      6_240,
    );
    expect(forecast('openai-speech', { model: 'tts-1', input: 'ein Öl' }).usage.characters).toBe(6);
    expect(forecast('openai-transcription', 'x'.repeat(3998)).usage.audioMs).toBe(1_000);
  });

  it('is nothing that could be said of what nobody knows', () => {
    expect(forecast('other', { a: 1 }).usage).toEqual(noUsage);
    expect(forecast('openai-chat', 'no object').usage).toEqual(noUsage);
  });
});

describe('a call names', () => {
  it('its model in the body, in a form or in the path', () => {
    expect(modelOfCall({ path: '/v1/x', fields: { model: 'gpt-4o' } })).toBe('gpt-4o');
    expect(modelOfCall({ path: '/v1beta/models/gemini-2.0-flash:generateContent', fields: null })).toBe(
      'gemini-2.0-flash',
    );
    const form = '--b\r\nContent-Disposition: form-data; name="model"\r\n\r\nwhisper-1\r\n--b--\r\n';
    const fields = readFields('multipart/form-data; boundary=b', null, Buffer.from(form));
    expect(modelOfCall({ path: '/v1/audio/transcriptions', fields })).toBe('whisper-1');
  });

  it('its user where its format does', () => {
    const by = (provider: string, apiFormat: ApiFormat, fields: Record<string, unknown>) =>
      userOfCall({ provider, apiFormat, fields });
    expect(by('openai', 'openai-chat', { user: 'ada' })).toBe('ada');
    expect(by('anthropic', 'anthropic-messages', { metadata: { user_id: 'ada' } })).toBe('ada');
    expect(by('openai', 'openai-chat', { user: 7 })).toBeNull();
  });
});
