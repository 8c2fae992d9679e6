import Anthropic from '@anthropic-ai/sdk';
import { decodeExchange } from '@heliograph/providers/decode-exchange';
import { type FakeProvider, startFakeProvider } from '@heliograph/stack/fake-provider';
import OpenAI, { toFile } from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy.ts';

let provider: FakeProvider;
let proxy: TestProxy;
let openai: OpenAI;
let anthropic: Anthropic;

beforeAll(async () => {
  provider = await startFakeProvider();
  proxy = await startTestProxy({ OPENAI_BASE_URL: provider.url, ANTHROPIC_BASE_URL: provider.url });
  const defaultHeaders = { 'Helicone-Auth': `Bearer ${proxy.key}` };
  openai = new OpenAI({ apiKey: 'sk-any', baseURL: `${proxy.url}/v1`, defaultHeaders });
  anthropic = new Anthropic({ apiKey: 'sk-ant-any', baseURL: `${proxy.url}/anthropic`, defaultHeaders });
});
afterAll(async () => {
  await proxy.close();
  await provider.stop();
});

let count = 0;

/** Runs a call with an id of its own and gives what was read of its exchange. */
async function decodedOf(run: (options: { headers: Record<string, string> }) => Promise<unknown>) {
  const id = `019aa2b4-0000-7000-9000-${String(++count).padStart(12, '0')}`;
  await run({ headers: { 'Helicone-Request-Id': id } });
  const exchange = await proxy.recordOf(id);
  return { record: exchange.record, decoded: decodeExchange(exchange) };
}

it('images are counted by their tokens, or by the piece', async () => {
  const prompt = 'A lamp';
  const tokens = await decodedOf((options) =>
    openai.images.generate({ model: 'gpt-image-1', prompt }, options),
  );
  expect(tokens.decoded).toMatchObject({
    model: 'gpt-image-1',
    requestPreview: prompt,
    responsePreview: '[image]',
    usage: { inputTokens: 2, imageOutputTokens: 272, images: 0 },
  });
  const image = await toFile(Buffer.from('an image'), 'a.png', { type: 'image/png' });
  const edited = await decodedOf((options) =>
    openai.images.edit({ model: 'gpt-image-1', prompt, image }, options),
  );
  expect(edited.decoded).toMatchObject({
    requestModel: 'gpt-image-1',
    usage: { inputTokens: 2, imageInputTokens: 272, imageOutputTokens: 272 },
  });
  const pieces = await decodedOf((options) =>
    openai.images.generate({ model: 'dall-e-3', prompt, n: 1, quality: 'hd', size: '1024x1792' }, options),
  );
  expect(pieces.decoded).toMatchObject({
    usage: { images: 1 },
    billing: { variant: 'quality=hd;size=1024x1792' },
  });
});

it('batches, moderations and what is read again cost nothing', async () => {
  const batch = await openai.batches.create({
    input_file_id: 'file-1',
    endpoint: '/v1/chat/completions',
    completion_window: '24h',
  });
  const response = await openai.responses.create({ model: 'gpt-4o', input: 'Which city?' });
  const calls: ((options: { headers: Record<string, string> }) => Promise<unknown>)[] = [
    (options) => openai.batches.retrieve(batch.id, options),
    (options) => openai.batches.cancel(batch.id, options),
    (options) => openai.moderations.create({ input: 'Hello' }, options),
    (options) => openai.responses.retrieve(response.id, {}, options),
    (options) => openai.models.list(options),
  ];
  for (const call of calls) {
    const { record, decoded } = await decodedOf(call);
    expect(record.status).toBe(200);
    expect(decoded).toMatchObject({ usageSource: 'none', billing: { free: true } });
  }
});

it('Anthropic’s structured output and batches pass', async () => {
  const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
  const structured = await decodedOf((options) =>
    anthropic.messages.create(
      {
        model: 'claude-sonnet-4-5',
        max_tokens: 100,
        messages: [{ role: 'user', content: 'Which city?' }],
        output_config: { format: { type: 'json_schema', schema } },
      },
      options,
    ),
  );
  expect(JSON.parse(structured.decoded.responsePreview)).toHaveProperty('city');
  expect(structured.decoded.usage.outputTokens).toBeGreaterThan(0);
  const params = {
    model: 'claude-sonnet-4-5',
    max_tokens: 100,
    messages: [{ role: 'user' as const, content: 'Hi' }],
  };
  const batch = await decodedOf((options) =>
    anthropic.messages.batches.create({ requests: [{ custom_id: 'a', params }] }, options),
  );
  expect(batch.decoded).toMatchObject({ usageSource: 'none', billing: { free: true } });
});
