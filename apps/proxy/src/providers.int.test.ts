import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { decodeExchange, type DecodedExchange } from '@heliograph/providers/decode-exchange';
import { providers } from '@heliograph/providers/registry';
import { fakeAwsCredentials, type FakeProvider, startFakeProvider } from '@heliograph/stack/fake-provider';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestProxy, type TestProxy } from './testing/start-test-proxy.ts';

let provider: FakeProvider;
let proxy: TestProxy;

beforeAll(async () => {
  provider = await startFakeProvider();
  const everywhere = providers.map(({ key }) => [`${key.toUpperCase()}_BASE_URL`, provider.url]);
  proxy = await startTestProxy(Object.fromEntries(everywhere) as Record<string, string>);
});
afterAll(async () => {
  await proxy.close();
  await provider.stop();
});

interface Answer {
  status: number;
  text: string;
  id: string;
}

async function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
  const sent = request(proxy.url, {
    path,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'helicone-auth': `Bearer ${proxy.key}`, ...headers },
  });
  sent.end(JSON.stringify(body));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, text, id: String(response.headers['helicone-id']) };
}

async function logged({
  id,
}: Answer): Promise<{ record: Record<string, unknown>; decoded: DecodedExchange }> {
  const exchange = await proxy.recordOf(id);
  return { record: { ...exchange.record }, decoded: decodeExchange(exchange) };
}

/** Each answer names its usage, which has to arrive whole. */
function expectCounted(decoded: DecodedExchange): void {
  expect(decoded.usage.inputTokens).toBeGreaterThan(0);
  expect(decoded.usage.outputTokens).toBeGreaterThan(0);
  expect(decoded.usageFlags).toEqual([]);
  expect(decoded.estimate).toBeNull();
}

const messages = [{ role: 'user', content: 'Which city?' }];
const compatible = providers.filter(
  ({ key }) => !['anthropic', 'azure', 'google', 'vertex', 'bedrock', 'cohere'].includes(key),
);

describe('OpenAI-compatible providers', () => {
  it.each(
    compatible.flatMap(({ key, hostLabels }): [string, string, string][] => [
      [key, `/${key}`, ''],
      ...hostLabels.map((label): [string, string, string] => [key, '', label]),
    ]),
  )('%s at %s %s', async (key, prefix, label) => {
    const headers: Record<string, string> = label === '' ? {} : { host: `${label}.example.com` };
    for (const stream of [false, true]) {
      const answer = await post(`${prefix}/v1/chat/completions`, { model: 'm-1', messages, stream }, headers);
      expect(answer.status).toBe(200);
      const { record, decoded } = await logged(answer);
      expect(record).toMatchObject({ provider: key, apiFormat: 'openai-chat', stream });
      expect(decoded).toMatchObject({ model: 'm-1', requestPreview: 'Which city?' });
      // Those that refuse to be asked send usage on their own, which the fake provider does not know.
      const asked = providers.find((one) => one.key === key)?.streamUsage === 'default';
      if (!stream || asked) expectCounted(decoded);
      else expect(decoded.estimate).not.toBeNull();
    }
  });

  it('azure by its deployments', async () => {
    const path = '/azure/res/openai/deployments/my-gpt/chat/completions?api-version=2025-01-01-preview';
    const answer = await post(path, { messages, model: 'gpt-4o', stream: true }, { 'api-key': 'azure-key' });
    const { record, decoded } = await logged(answer);
    expect(record).toMatchObject({ provider: 'azure', path: '/openai/deployments/my-gpt/chat/completions' });
    expect(decoded.model).toBe('gpt-4o-2024-08-06');
    expectCounted(decoded);
  });
});

describe('Gemini', () => {
  const contents = [{ role: 'user', parts: [{ text: 'Which city?' }] }];
  const path = '/google/v1beta/models/gemini-2.5-flash:';

  it.each(['generateContent', 'streamGenerateContent?alt=sse', 'streamGenerateContent'])(
    '%s is counted, and the key in its query is kept nowhere',
    async (action) => {
      const secret = 'AIza-secret-key-in-the-query';
      const query = `${action.includes('?') ? '&' : '?'}key=${secret}`;
      const answer = await post(path + action + query, { contents });
      expect(answer.status).toBe(200);
      expect(provider.requests.at(-1)?.path).toContain(`key=${secret}`);
      const { record, decoded } = await logged(answer);
      expect(record).toMatchObject({ provider: 'google', apiFormat: 'gemini' });
      expect(record.providerKeyFingerprint).toMatch(/^[0-9a-f]{32}$/);
      expect(decoded).toMatchObject({ model: 'gemini-2.5-flash', streamed: action !== 'generateContent' });
      expect(decoded.usage.reasoningTokens).toBe(12);
      expectCounted(decoded);
      const written = JSON.stringify(await proxy.records());
      expect(written + Buffer.from(written).toString('latin1') + proxy.logged()).not.toContain(secret);
    },
  );

  it('is reached at a host of its own, and through Vertex AI', async () => {
    const answer = await post(
      '/v1beta/models/gemini-2.5-flash:generateContent',
      { contents },
      { host: 'google.example.com' },
    );
    expect((await logged(answer)).record).toMatchObject({ provider: 'google' });
    const vertex = await post(
      '/vertex/v1/projects/p/locations/europe-west1/publishers/google/models/gemini-2.5-pro:generateContent',
      { contents },
    );
    const { record, decoded } = await logged(vertex);
    expect(record).toMatchObject({ provider: 'vertex', apiFormat: 'gemini' });
    expect(decoded).toMatchObject({ model: 'gemini-2.5-pro', billing: { region: 'europe-west1' } });
    expectCounted(decoded);
  });

  it('carries Claude on Vertex AI', async () => {
    const answer = await post(
      '/vertex/v1/projects/p/locations/us-east5/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict',
      { anthropic_version: 'vertex-2023-10-16', max_tokens: 100, messages },
    );
    const { record, decoded } = await logged(answer);
    expect(record).toMatchObject({ provider: 'vertex', apiFormat: 'anthropic-messages' });
    expect(decoded.model).toBe('claude-sonnet-4-5@20250929');
    expectCounted(decoded);
  });
});

describe('Bedrock with the AWS SDK', () => {
  const modelId = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
  const asked = [{ role: 'user' as const, content: [{ text: 'Which city?' }] }];

  /** Signs for the provider's own host, then sends to the proxy, as docs/providers.md says. */
  function client(secretAccessKey = fakeAwsCredentials.secretAccessKey): BedrockRuntimeClient {
    const bedrock = new BedrockRuntimeClient({
      region: 'us-east-1',
      endpoint: provider.url,
      credentials: { accessKeyId: fakeAwsCredentials.accessKeyId, secretAccessKey },
      maxAttempts: 1,
      // By itself it speaks HTTP/2.
      requestHandler: new NodeHttpHandler(),
    });
    bedrock.middlewareStack.add(
      (next) => (args) => {
        const signed = args.request as { port: number; path: string; headers: Record<string, string> };
        signed.port = proxy.port;
        signed.path = `/bedrock/us-east-1${signed.path}`;
        signed.headers['helicone-auth'] = `Bearer ${proxy.key}`;
        signed.headers['helicone-request-name'] = 'bedrock';
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    return bedrock;
  }

  async function newest(): Promise<{ record: Record<string, unknown>; decoded: DecodedExchange }> {
    const sent = provider.requests.length;
    expect(sent).toBeGreaterThan(0);
    let found = (await proxy.records()).filter(({ record }) => record.name === 'bedrock').at(-1);
    while (found === undefined || seen.has(found.record.id)) {
      await new Promise(setImmediate);
      found = (await proxy.records()).filter(({ record }) => record.name === 'bedrock').at(-1);
    }
    seen.add(found.record.id);
    return { record: { ...found.record }, decoded: decodeExchange(found) };
  }
  const seen = new Set<string>();

  it('keeps the signature valid, and counts', async () => {
    const answer = await client().send(new ConverseCommand({ modelId, messages: asked }));
    expect(answer.output?.message?.content?.[0]?.text).toContain('Which city?');
    const { record, decoded } = await newest();
    expect(record).toMatchObject({ provider: 'bedrock', apiFormat: 'bedrock-converse', status: 200 });
    expect(record.path).toBe('/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse');
    expect(decoded).toMatchObject({ model: modelId, usage: { cachedInputTokens: 6 } });
    expectCounted(decoded);
    expect(JSON.stringify(record)).not.toContain('Signature=');
  });

  it('decodes its event streams', async () => {
    const answer = await client().send(new ConverseStreamCommand({ modelId, messages: asked }));
    let text = '';
    for await (const event of answer.stream ?? []) text += event.contentBlockDelta?.delta?.text ?? '';
    const { record, decoded } = await newest();
    expect(record).toMatchObject({ apiFormat: 'bedrock-converse', stream: true });
    expect(record.timeToFirstTokenMs).not.toBeNull();
    expect(decoded).toMatchObject({ streamed: true, usageSource: 'merged_stream' });
    expect(text.startsWith(decoded.responsePreview.slice(0, 100))).toBe(true);
    expect(decoded.responseText).toContain('event: contentBlockDelta\ndata: {');
    expectCounted(decoded);
  });

  it('reads Claude’s own bodies and streams', async () => {
    const body = JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 100, messages });
    const contentType = 'application/json';
    await client().send(new InvokeModelCommand({ modelId, body, contentType }));
    expectCounted((await newest()).decoded);
    const answer = await client().send(
      new InvokeModelWithResponseStreamCommand({ modelId, body, contentType }),
    );
    for await (const event of answer.body ?? []) expect(event.chunk?.bytes?.length).toBeGreaterThan(0);
    const { record, decoded } = await newest();
    expect(record).toMatchObject({ apiFormat: 'bedrock-invoke' });
    expect(decoded).toMatchObject({ streamed: true, message: { type: 'message' } });
    expectCounted(decoded);
  });

  it('passes a refusal of the signature on', async () => {
    const refused = client('another-secret').send(new ConverseCommand({ modelId, messages: asked }));
    await expect(refused).rejects.toThrow(/signature/);
    const { record, decoded } = await newest();
    expect(record.status).toBe(403);
    expect(decoded.billing.free).toBe(true);
  });
});

describe('Cohere', () => {
  it.each([false, true])('chat, streamed: %s', async (stream) => {
    const answer = await post('/cohere/v2/chat', { model: 'command-a-03-2025', messages, stream });
    const { record, decoded } = await logged(answer);
    expect(record).toMatchObject({ provider: 'cohere', apiFormat: 'cohere-chat', stream });
    expect(decoded.model).toBe('command-a-03-2025');
    expectCounted(decoded);
  });

  it('rerank by search units', async () => {
    const documents = Array.from({ length: 250 }, (_, index) => `Document ${index}`);
    const { decoded } = await logged(
      await post('/cohere/v2/rerank', { model: 'rerank-v3.5', query: 'q', documents }),
    );
    expect(decoded).toMatchObject({ model: 'rerank-v3.5', usage: { requests: 3 }, usageSource: 'reported' });
  });
});
