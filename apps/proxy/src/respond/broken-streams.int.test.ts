import Anthropic, { APIError as AnthropicError } from '@anthropic-ai/sdk';
import { createOpenAI } from '@ai-sdk/openai';
import { type FakeProvider, startFakeProvider } from '@heliograph/stack/fake-provider';
import { streamText } from 'ai';
import OpenAI, { APIError } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectUntilError } from '../testing/collect.ts';
import { playAnswers, streamOf } from '../testing/play-answers.ts';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from '../testing/start-upstream.ts';

let provider: FakeProvider;
let upstream: TestUpstream;
let proxy: TestProxy;

beforeAll(async () => {
  [provider, upstream] = await Promise.all([startFakeProvider(), startUpstream()]);
  proxy = await startTestProxy({
    OPENAI_BASE_URL: `${provider.url}/v1`,
    ANTHROPIC_BASE_URL: provider.url,
    GROQ_BASE_URL: upstream.url,
    COHERE_BASE_URL: upstream.url,
    UPSTREAM_IDLE_TIMEOUT_MS: '400',
  });
});
afterAll(async () => {
  await proxy.close();
  await Promise.all([provider.stop(), upstream.close()]);
});

const auth = () => ({ 'Helicone-Auth': `Bearer ${proxy.key}` });
const DIES = { 'x-fake-cut-after-chunks': '4', 'x-fake-chunk-delay-ms': '5' };
const messages = [{ role: 'user' as const, content: 'Hello!' }];

/** The one record since the last look. */
async function recordOf(id: string | null | undefined) {
  return (await proxy.recordOf(id ?? '')).record;
}
const FAILED = { status: 200, outcome: 'failed', errorCode: 'upstream_invalid_response' };

describe('a stream whose provider dies ends with the error of that provider’s own SDK', () => {
  it('OpenAI chat', async () => {
    const client = new OpenAI({ baseURL: `${proxy.url}/v1`, apiKey: 'k', defaultHeaders: auth() });
    const { data, response } = await client.chat.completions
      .create({ model: 'gpt-4o', stream: true, messages }, { headers: DIES })
      .withResponse();
    const { seen, error } = await collectUntilError(data);
    expect(seen).toHaveLength(4);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({
      code: 'upstream_invalid_response',
      type: 'server_error',
      message: expect.stringMatching(/broke its answer off/),
    });
    expect(await recordOf(response.headers.get('helicone-id'))).toMatchObject(FAILED);
  });

  it('OpenAI Responses', async () => {
    const client = new OpenAI({ baseURL: `${proxy.url}/v1`, apiKey: 'k', defaultHeaders: auth() });
    const { data, response } = await client.responses
      .create({ model: 'gpt-4o', stream: true, input: 'Hello!' }, { headers: DIES })
      .withResponse();
    const { seen, error } = await collectUntilError(data);
    expect(seen).toHaveLength(4);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ code: 'upstream_invalid_response' });
    expect(await recordOf(response.headers.get('helicone-id'))).toMatchObject(FAILED);
  });

  it('Anthropic', async () => {
    const client = new Anthropic({ baseURL: `${proxy.url}/anthropic`, apiKey: 'k', defaultHeaders: auth() });
    const { data, response } = await client.messages
      .create({ model: 'claude-sonnet-4-5', max_tokens: 50, stream: true, messages }, { headers: DIES })
      .withResponse();
    const { error } = await collectUntilError(data);
    expect(error).toBeInstanceOf(AnthropicError);
    expect(error).toMatchObject({
      type: 'api_error',
      message: expect.stringMatching(/broke its answer off/),
    });
    expect(await recordOf(response.headers.get('helicone-id'))).toMatchObject(FAILED);
  });

  it.each(['chat', 'responses'] as const)('the AI SDK on OpenAI %s', async (api) => {
    const openai = createOpenAI({ baseURL: `${proxy.url}/v1`, apiKey: 'k', headers: { ...auth(), ...DIES } });
    const errors: unknown[] = [];
    const result = streamText({
      model: openai[api]('gpt-4o'),
      prompt: 'Hello!',
      onError: ({ error }) => void errors.push(error),
    });
    await result.consumeStream();
    expect(errors).toHaveLength(1);
    expect(JSON.stringify(errors[0])).toContain('upstream_invalid_response');
  });
});

describe('a stream that breaks off', () => {
  const DELTA = 'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n';
  const cut = (res: { destroy(): void }) => setImmediate(() => res.destroy());
  const ask = (path: string, body = '{"stream":true,"stream_options":{"include_usage":true}}') =>
    fetch(proxy.url + path, { method: 'POST', headers: auth(), body });

  it('is ended with the event and nothing behind it', async () => {
    playAnswers(upstream, [streamOf([DELTA], cut)]);
    const text = await (await ask('/groq/v1/chat/completions')).text();
    expect(text.startsWith(`${DELTA}data: {"error":{"message":"`)).toBe(true);
    expect(text.endsWith('"code":"upstream_invalid_response"}}\n\n')).toBe(true);
  });

  it('is so, too, where the provider falls silent, with that in the record', async () => {
    playAnswers(upstream, [streamOf([DELTA], () => undefined)]);
    const answer = await ask('/groq/v1/chat/completions');
    expect(await answer.text()).toContain('"code":"upstream_timeout"');
    expect(await recordOf(answer.headers.get('helicone-id'))).toMatchObject({
      outcome: 'failed',
      errorCode: 'upstream_timeout',
    });
  });

  it('is so, too, where we keep its usage back', async () => {
    playAnswers(upstream, [streamOf([DELTA, 'data: {"choi'], cut)]);
    const text = await (await ask('/groq/v1/chat/completions', '{"stream":true}')).text();
    expect(text).toMatch(/^data: .*\n\ndata: \{"error".*\n\n$/);
  });

  it('and whose log has only what the provider sent', async () => {
    playAnswers(upstream, [streamOf([DELTA], cut)]);
    const answer = await ask('/groq/v1/chat/completions');
    await answer.text();
    const { responseBody } = await proxy.recordOf(answer.headers.get('helicone-id') ?? '');
    expect(Buffer.from(responseBody).toString()).toBe(DELTA);
  });

  it.each([
    ['in the middle of an event', '/groq/v1/chat/completions', [DELTA, 'data: {"choices":[{"del']],
    ['in a format that has no event for it', '/cohere/v2/chat', ['data: {"type":"content-delta"}\n\n']],
    ['where we don’t know the format', '/groq/v1/whatever', [DELTA]],
  ])('%s is cut, never ended as if it were whole', async (_how, path, pieces) => {
    playAnswers(upstream, [streamOf(pieces, cut)]);
    const answer = await ask(path);
    await expect(answer.text()).rejects.toThrow('terminated');
    expect(await recordOf(answer.headers.get('helicone-id'))).toMatchObject(FAILED);
  });

  it('with an announced length or compressed is cut', async () => {
    for (const header of [{ 'content-length': '1000' }, { 'content-encoding': 'gzip' }]) {
      playAnswers(upstream, [
        (res) => {
          res.writeHead(200, { 'content-type': 'text/event-stream', ...header });
          res.write(DELTA, () => cut(res));
        },
      ]);
      await expect(ask('/groq/v1/chat/completions').then((answer) => answer.text())).rejects.toThrow();
    }
  });
});
