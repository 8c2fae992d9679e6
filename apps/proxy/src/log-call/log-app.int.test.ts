import { HeliconeManualLogger } from '@helicone/helpers';
import { decodeExchange } from '@heliograph/providers/decode-exchange';
import { type FakeProvider, startFakeProvider } from '@heliograph/stack/fake-provider';
import OpenAI from 'openai';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy.ts';

let proxy: TestProxy;
let provider: FakeProvider;
let openai: OpenAI;
let logger: HeliconeManualLogger;

const asked = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'Which city?' }] };
const startTime = { seconds: 1_763_712_000, milliseconds: 250 };
const endTime = { seconds: 1_763_712_001, milliseconds: 500 };

beforeAll(async () => {
  [proxy, provider] = await Promise.all([
    startTestProxy({ MAX_BODY_BYTES: '20000', CORS_ORIGINS: 'https://app.example.com' }),
    startFakeProvider(),
  ]);
  openai = new OpenAI({ baseURL: `${provider.url}/v1`, apiKey: 'sk-any' });
  logger = new HeliconeManualLogger({
    apiKey: proxy.key,
    headers: { 'Helicone-User-Id': 'u-1' },
    loggingEndpoint: `${proxy.url}/custom/v1/log`,
  });
});
afterAll(async () => {
  await Promise.all([proxy.close(), provider.stop()]);
});

function body(part: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    providerRequest: { url: 'https://api.openai.com/v1/chat/completions', json: asked, meta: {} },
    providerResponse: {
      json: {
        object: 'chat.completion',
        model: 'gpt-4o-2024-08-06',
        choices: [{ index: 0, message: { role: 'assistant', content: 'Oslo.' }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 },
      },
      status: 200,
      headers: { 'x-request-id': 'req_1', 'set-cookie': 'a=b' },
    },
    timing: { startTime, endTime, timeToFirstToken: 300 },
    ...part,
  };
}

function post(path: string, content: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(proxy.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'helicone-auth': `Bearer ${proxy.key}`, ...headers },
    body: typeof content === 'string' ? content : JSON.stringify(content),
  });
}

/** The newest record whose name is this one. */
function named(name: string) {
  return eventually(
    async () => {
      const found = (await proxy.records()).find(({ record }) => record.name === name);
      if (found === undefined) throw new Error(`No record named ${name}`);
      return { record: found.record, decoded: decodeExchange(found) };
    },
    { timeout: 10_000, interval: 20 },
  );
}

describe('POST /v1/log and its like', () => {
  it.each(['/v1/log', '/custom/v1/log', '/v1/trace/custom/v1/log', '/oai/v1/log', '/anthropic/v1/log'])(
    '%s logs a call as if it had gone through the proxy',
    async (path) => {
      const content = path === '/anthropic/v1/log' ? body({ provider: 'OpenAI' }) : body();
      const response = await post(path, content, {
        'Helicone-Property-Feature': 'Chat',
        'Helicone-Price-Input': '1.5',
        'Helicone-Session-Id': 's-1',
      });
      expect(response.status).toBe(200);
      const { id } = (await response.json()) as { id: string };
      expect(response.headers.get('helicone-id')).toBe(id);
      const exchange = await proxy.recordOf(id);
      expect(exchange.record).toMatchObject({
        organizationId: proxy.organizationId,
        apiKeyId: proxy.apiKeyId,
        provider: 'openai',
        apiFormat: 'openai-chat',
        path: '/v1/chat/completions',
        targetOrigin: 'https://api.openai.com',
        createdAt: 1_763_712_000_250,
        latencyMs: 1250,
        timeToFirstTokenMs: 300,
        status: 200,
        outcome: 'success',
        sessionId: 's-1',
        properties: [['Feature', 'Chat']],
        headerPrices: { input: '1.5', output: null },
        responseHeaders: [['x-request-id', 'req_1']],
        warnings: [],
      });
      expect(decodeExchange(exchange)).toMatchObject({
        model: 'gpt-4o-2024-08-06',
        requestPreview: 'Which city?',
        responsePreview: 'Oslo.',
        usage: { inputTokens: 10, outputTokens: 2 },
        usageSource: 'reported',
      });
    },
  );

  it('reads Helicone headers out of meta, and takes the id that is given', async () => {
    const id = '019aa2b4-0000-7000-8000-00000000abcd';
    const meta = { 'Helicone-User-Id': 'meta-user', 'helicone-session-id': 'lost', other: 1 };
    const providerRequest = { url: 'custom-model-nopath', json: asked, meta };
    await post('/v1/log', body({ providerRequest }), {
      'Helicone-Request-Id': id,
      'Helicone-Session-Id': 'kept',
    });
    expect((await proxy.recordOf(id)).record).toMatchObject({ userId: 'meta-user', sessionId: 'kept' });
  });

  it('writes nothing of bodies that are to be left out, but what they cost', async () => {
    const response = await post('/v1/log', body(), {
      'Helicone-Omit-Request': 'true',
      'Helicone-Omit-Response': 'true',
    });
    const { id } = (await response.json()) as { id: string };
    const exchange = await proxy.recordOf(id);
    expect(exchange.requestBody).toHaveLength(0);
    expect(exchange.responseBody).toHaveLength(0);
    expect(decodeExchange(exchange)).toMatchObject({ usage: { inputTokens: 10 }, requestModel: 'gpt-4o' });
  });

  it('takes a cancelled and a failed call', async () => {
    const answers = [
      { status: -3, textBody: '', json: {} },
      { status: 429, json: { error: { message: 'Slow down' } } },
    ];
    for (const providerResponse of answers) {
      const { id } = (await (await post('/v1/log', body({ providerResponse }))).json()) as { id: string };
      const { record } = await proxy.recordOf(id);
      const expected =
        providerResponse.status < 0
          ? { status: 0, outcome: 'cancelled' }
          : { status: 429, outcome: 'failed' };
      expect(record).toMatchObject(expected);
    }
  });

  it('warns of headers it does not know, and refuses those it cannot read', async () => {
    const warned = await post('/v1/log', body(), { 'Helicone-Nonsense': '1' });
    expect(warned.headers.get('helicone-warning')).toContain('Helicone-Nonsense');
    const refused = await post('/v1/log', body(), { 'Helicone-Request-Id': 'no-uuid' });
    expect(refused.status).toBe(400);
    expect(refused.headers.get('helicone-error')).toBe('invalid_header');
  });

  it('lets pages of allowed origins log', async () => {
    const origin = 'https://app.example.com';
    const response = await post('/v1/log', body(), { origin });
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    const preflight = await fetch(`${proxy.url}/v1/log`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
  });
});

describe('refuses', () => {
  it.each<[string, unknown, string[]]>([
    ['an empty object', {}, ['providerRequest', 'providerResponse', 'timing']],
    ['a list', [], ['body']],
    ['no request', body({ providerRequest: { url: 'x' } }), ['providerRequest.json']],
    [
      'a status that is none',
      body({ providerResponse: { json: {}, status: 42 } }),
      ['providerResponse.status'],
    ],
    [
      'an end before the start',
      body({ timing: { startTime: endTime, endTime: startTime } }),
      ['timing.endTime'],
    ],
    [
      'times in other units',
      body({ timing: { startTime: { seconds: 12, milliseconds: 0 }, endTime } }),
      ['timing.startTime', 'timing.endTime'],
    ],
    [
      'times as text',
      body({ timing: { startTime: { seconds: '1', milliseconds: 0 }, endTime } }),
      ['timing.startTime.seconds'],
    ],
  ])('%s, naming every field', async (_what, content, fields) => {
    const response = await post('/v1/log', content);
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as {
      error: { code: string; details: { fields: { field: string }[] } };
    };
    expect(error.code).toBe('invalid_request');
    expect(error.details.fields.map(({ field }) => field)).toEqual(fields);
  });

  it.each<[string, () => Promise<Response>, number, string]>([
    ['no key', () => post('/v1/log', body(), { 'helicone-auth': '' }), 401, 'malformed_api_key'],
    [
      'an unknown key',
      () => post('/v1/log', body(), { 'helicone-auth': `Bearer sk-helicone-${'a'.repeat(43)}` }),
      401,
      'invalid_api_key',
    ],
    ['what is no JSON', () => post('/v1/log', '{"providerRequest":'), 400, 'invalid_request'],
    ['too much', () => post('/v1/log', `"${'x'.repeat(20_000)}"`), 413, 'body_too_large'],
    [
      'another method',
      () => fetch(`${proxy.url}/v1/log`, { headers: { 'helicone-auth': `Bearer ${proxy.key}` } }),
      405,
      'method_not_allowed',
    ],
  ])('%s', async (_what, send, status, code) => {
    const response = await send();
    expect(response.status).toBe(status);
    expect(response.headers.get('helicone-error')).toBe(code);
  });
});

describe('Helicone’s manual logger', () => {
  it('logs an answer', async () => {
    await logger.logRequest(
      asked,
      async (recorder) => {
        const answer = await openai.chat.completions.create(asked);
        recorder.appendResults(answer);
        return answer;
      },
      { 'Helicone-Request-Name': 'plain' },
    );
    const { record, decoded } = await named('plain');
    expect(record).toMatchObject({
      provider: 'openai',
      apiFormat: 'openai-chat',
      userId: 'u-1',
      stream: false,
    });
    expect(decoded).toMatchObject({ model: 'gpt-4o-2024-08-06', usageSource: 'reported', usageFlags: [] });
    expect(decoded.usage.outputTokens).toBeGreaterThan(0);
  });

  it('logs by the route of a provider', async () => {
    await logger.logRequest(asked, () => Promise.resolve(), { 'Helicone-Request-Name': 'routed' }, 'openai');
    expect((await named('routed')).record.provider).toBe('openai');
  });

  const streaming = { ...asked, stream: true as const, stream_options: { include_usage: true } };

  it('logs a stream with its builder', async () => {
    const builder = logger.logBuilder(streaming, { 'Helicone-Request-Name': 'built' });
    const stream = await openai.chat.completions.create(streaming);
    const readable = builder.toReadableStream(stream as Parameters<typeof builder.toReadableStream>[0]);
    for await (const _ of readable) void _;
    await builder.sendLog();
    const { record, decoded } = await named('built');
    expect(record.stream).toBe(true);
    expect(record.timeToFirstTokenMs).not.toBeNull();
    expect(decoded).toMatchObject({ usageSource: 'merged_stream', usageFlags: [] });
    expect(decoded.responsePreview).toContain('Which city?');
    expect(decoded.usage.outputTokens).toBeGreaterThan(0);
  });

  it('logs a stream of bytes', async () => {
    const stream = await openai.chat.completions.create(streaming);
    await logger.logSingleStream(streaming, stream.toReadableStream() as ReadableStream, {
      'Helicone-Request-Name': 'bytes',
    });
    const { decoded } = await named('bytes');
    expect(decoded).toMatchObject({ usageSource: 'merged_stream', usageFlags: [] });
  });

  it('logs a stream beside the one that is used', async () => {
    const stream = await openai.chat.completions.create(streaming);
    const [mine, theirs] = stream.tee();
    await logger.logStream(
      streaming,
      (recorder) => {
        recorder.attachStream(theirs.toReadableStream() as ReadableStream);
        return Promise.resolve(mine);
      },
      { 'Helicone-Request-Name': 'tee' },
    );
    expect((await named('tee')).decoded).toMatchObject({ usageSource: 'merged_stream' });
  });

  it('logs text, and an error', async () => {
    const single = { additionalHeaders: { 'Helicone-Request-Name': 'single' }, latencyMs: 40 };
    await logger.logSingleRequest(asked, '{"choices":[],"model":"gpt-4o"}', single);
    expect((await named('single')).record.latencyMs).toBe(40);
    const builder = logger.logBuilder(asked, { 'Helicone-Request-Name': 'error' });
    builder.setError(new Error('It broke'));
    await builder.sendLog();
    const { record, decoded } = await named('error');
    expect(record).toMatchObject({ status: 500, outcome: 'failed' });
    expect(decoded.responsePreview).toContain('It broke');
  });

  it('logs a tool’s event, which costs nothing', async () => {
    await logger.logRequest({ _type: 'tool', toolName: 'weather', input: { city: 'Oslo' } }, (recorder) => {
      recorder.appendResults({ temperature: 4 });
      return Promise.resolve();
    });
    const { record, decoded } = await named('weather');
    expect(record).toMatchObject({ provider: 'custom', apiFormat: 'other', path: '/custom/tool' });
    expect(decoded.billing.free).toBe(true);
  });
});
