import Anthropic from '@anthropic-ai/sdk';
import { type FakeProvider, startFakeProvider } from '@heliograph/stack/fake-provider';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestProxy, type TestProxy } from './testing/start-test-proxy.ts';

let provider: FakeProvider;
let proxy: TestProxy;
let openai: OpenAI;
let anthropic: Anthropic;

beforeAll(async () => {
  provider = await startFakeProvider();
  proxy = await startTestProxy({
    OPENAI_BASE_URL: `${provider.url}/v1`,
    ANTHROPIC_BASE_URL: provider.url,
    DEMO_PROVIDER_URL: provider.url,
  });
  const defaultHeaders = { 'Helicone-Auth': `Bearer ${proxy.key}` };
  openai = new OpenAI({ baseURL: `${proxy.url}/v1`, apiKey: 'sk-provider', defaultHeaders, maxRetries: 0 });
  anthropic = new Anthropic({
    baseURL: `${proxy.url}/anthropic`,
    apiKey: 'sk-ant',
    defaultHeaders,
    maxRetries: 0,
  });
});
afterAll(async () => {
  await proxy.close();
  await provider.stop();
});

const messages = [{ role: 'user' as const, content: 'Say hello' }];

describe('the openai SDK', () => {
  it.each(['/v1', '/openai/v1', '/demo/v1'])('works plain at %s', async (path) => {
    const client = openai.withOptions({ baseURL: proxy.url + path });
    const { data, response } = await client.chat.completions
      .create({ model: 'gpt-4o-mini', messages })
      .withResponse();
    expect(data.choices[0]?.message.content).toBeTruthy();
    const { record, responseBody } = await proxy.recordOf(response.headers.get('helicone-id') ?? '');
    expect(record).toMatchObject({
      provider: 'openai',
      apiFormat: 'openai-chat',
      path: '/v1/chat/completions',
      stream: false,
    });
    expect(JSON.parse(Buffer.from(responseBody).toString())).toEqual(data);
  });

  it('works streamed', async () => {
    const { data, response } = await openai.chat.completions
      .create({ model: 'gpt-4o-mini', messages, stream: true })
      .withResponse();
    let text = '';
    for await (const chunk of data) {
      text += chunk.choices[0]?.delta.content ?? '';
      // We asked for the usage, the client didn't: it sees the stream that it would have got.
      expect(chunk).not.toHaveProperty('usage');
      expect(chunk.choices).toHaveLength(1);
    }
    expect(text).not.toBe('');
    const { record, responseBody } = await proxy.recordOf(response.headers.get('helicone-id') ?? '');
    expect(record).toMatchObject({ stream: true, outcome: 'success' });
    expect(Buffer.from(responseBody).toString()).toMatch(/"choices":\[\],.*"usage":\{"prompt_tokens":\d+/);
    expect(record.timeToFirstTokenMs).not.toBeNull();
  });

  it('understands our errors', async () => {
    const bad = openai.withOptions({ defaultHeaders: { 'Helicone-Auth': 'Bearer nonsense' } });
    await expect(bad.chat.completions.create({ model: 'm', messages })).rejects.toMatchObject({
      status: 401,
      code: 'malformed_api_key',
    });
  });
});

describe('the Anthropic SDK', () => {
  it.each(['/anthropic', '', '/demo/anthropic'])('works plain at "%s"', async (path) => {
    const client = anthropic.withOptions({ baseURL: proxy.url + path });
    const { data, response } = await client.messages
      .create({ model: 'claude-test', max_tokens: 100, messages })
      .withResponse();
    expect(data.content[0]).toMatchObject({ type: 'text' });
    const { record } = await proxy.recordOf(response.headers.get('helicone-id') ?? '');
    expect(record).toMatchObject({
      provider: 'anthropic',
      apiFormat: 'anthropic-messages',
      path: '/v1/messages',
    });
  });

  it('works streamed', async () => {
    const stream = anthropic.messages.stream({ model: 'claude-test', max_tokens: 100, messages });
    const { response } = await stream.withResponse();
    expect((await stream.finalMessage()).content[0]).toMatchObject({ type: 'text' });
    const { record } = await proxy.recordOf(response.headers.get('helicone-id') ?? '');
    expect(record).toMatchObject({ stream: true, outcome: 'success' });
    expect(record.timeToFirstTokenMs).not.toBeNull();
  });

  it('understands our errors', async () => {
    const bad = anthropic.withOptions({ defaultHeaders: { 'Helicone-Auth': 'Bearer nonsense' } });
    await expect(bad.messages.create({ model: 'm', max_tokens: 1, messages })).rejects.toBeInstanceOf(
      Anthropic.AuthenticationError,
    );
  });
});
