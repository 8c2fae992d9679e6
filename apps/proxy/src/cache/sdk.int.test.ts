import Anthropic from '@anthropic-ai/sdk';
import { type FakeProvider, startFakeProvider } from '@heliograph/stack/fake-provider';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from '../testing/collect.ts';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy.ts';

let provider: FakeProvider;
let proxy: TestProxy;
let client: OpenAI;
let anthropic: Anthropic;
let asked = 0;

beforeAll(async () => {
  provider = await startFakeProvider();
  proxy = await startTestProxy({
    OPENAI_BASE_URL: `${provider.url}/v1`,
    ANTHROPIC_BASE_URL: provider.url,
  });
  const defaultHeaders = { 'Helicone-Auth': `Bearer ${proxy.key}` };
  client = new OpenAI({ baseURL: `${proxy.url}/v1`, apiKey: 'sk-provider', defaultHeaders, maxRetries: 0 });
  anthropic = new Anthropic({
    baseURL: `${proxy.url}/anthropic`,
    apiKey: 'sk-ant',
    defaultHeaders: { ...defaultHeaders, 'Helicone-Cache-Enabled': 'true' },
    maxRetries: 0,
  });
});
afterAll(async () => {
  await proxy.close();
  await provider.stop();
});

describe('the openai SDK', () => {
  it('is answered from the cache as the product page has it', async () => {
    const ask = async (seed: string) => {
      const { data, response } = await client.chat.completions
        .create(
          {
            model: 'gpt-4o',
            messages: [{ role: 'user', content: 'What is the capital of France?' }],
          },
          {
            headers: {
              'Helicone-Auth': `Bearer ${proxy.key}`,
              // Cache settings
              'Helicone-Cache-Enabled': 'true',
              'Helicone-Cache-Bucket-Max-Size': '1000', // Max cached responses
              'Helicone-Cache-Seed': seed, // Cache key seed
            },
          },
        )
        .withResponse();
      // Check if response was cached
      return { data, hit: response.headers.get('Helicone-Cache-Hit') };
    };
    const first = await ask('user-123');
    const second = await ask('user-123');
    expect([first.hit, second.hit]).toEqual(['false', 'true']);
    expect(second.data).toEqual(first.data);
    expect((await ask('user-456')).hit).toBe('false');
  });

  it.each([
    ['chat', (n: number) => chatStream(n, {})],
    ['chat that asks for usage', (n: number) => chatStream(n, { stream_options: { include_usage: true } })],
  ])('gets the same events of a %s stream', async (_what, stream) => {
    const n = (asked += 1);
    const [miss, hit] = [await stream(n), await stream(n)];
    expect([miss.hit, hit.hit]).toEqual(['false', 'true']);
    expect(hit.events).toEqual(miss.events);
    expect(hit.events.length).toBeGreaterThan(2);
  });

  async function chatStream(
    n: number,
    more: Pick<OpenAI.ChatCompletionCreateParamsStreaming, 'stream_options'>,
  ) {
    const { data, response } = await client.chat.completions
      .create(
        { model: 'gpt-4o-mini', messages: [{ role: 'user', content: `stream ${n}` }], stream: true, ...more },
        { headers: { 'Helicone-Cache-Enabled': 'true' } },
      )
      .withResponse();
    return { events: await collect(data), hit: response.headers.get('helicone-cache-hit') };
  }

  it('gets the same responses, streamed and plain, and the same embeddings', async () => {
    const headers = { 'Helicone-Cache-Enabled': 'true' };
    const plain = async () => {
      const { data, response } = await client.responses
        .create({ model: 'gpt-4o-mini', input: 'Say hello' }, { headers })
        .withResponse();
      return [data, response.headers.get('helicone-cache-hit')];
    };
    const streamed = async () => {
      const { data, response } = await client.responses
        .create({ model: 'gpt-4o-mini', input: 'Say hello', stream: true }, { headers })
        .withResponse();
      return [await collect(data), response.headers.get('helicone-cache-hit')];
    };
    const embedded = async () => {
      const { data, response } = await client.embeddings
        .create({ model: 'text-embedding-3-small', input: ['a', 'b'] }, { headers })
        .withResponse();
      return [data, response.headers.get('helicone-cache-hit')];
    };
    for (const ask of [plain, streamed, embedded]) {
      const [first, miss] = await ask();
      const [second, hit] = await ask();
      expect([miss, hit]).toEqual(['false', 'true']);
      expect(second).toEqual(first);
    }
  });
});

describe('the Anthropic SDK', () => {
  const message = {
    model: 'claude-sonnet-5-5',
    max_tokens: 50,
    messages: [{ role: 'user' as const, content: 'Hi' }],
  };

  it('gets the same message', async () => {
    const ask = () => anthropic.messages.create(message).withResponse();
    const [miss, hit] = [await ask(), await ask()];
    expect([miss, hit].map(({ response }) => response.headers.get('helicone-cache'))).toEqual([
      'MISS',
      'HIT',
    ]);
    expect(hit.data).toEqual(miss.data);
  });

  it('gets the same stream and makes the same message of it', async () => {
    const ask = async () => {
      const { data, response } = await anthropic.messages.create({ ...message, stream: true }).withResponse();
      return { events: await collect(data), cache: response.headers.get('helicone-cache') };
    };
    const [miss, hit] = [await ask(), await ask()];
    expect([miss.cache, hit.cache]).toEqual(['MISS', 'HIT']);
    expect(hit.events).toEqual(miss.events);
    const made = await anthropic.messages.stream(message).finalMessage();
    expect(made.content).not.toHaveLength(0);
    expect(made.usage.output_tokens).toBeGreaterThan(0);
  });
});
