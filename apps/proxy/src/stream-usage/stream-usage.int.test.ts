import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from '../testing/start-upstream.ts';

let upstream: TestUpstream;
let proxy: TestProxy;

beforeAll(async () => {
  upstream = await startUpstream();
  proxy = await startTestProxy({
    OPENAI_BASE_URL: upstream.url,
    AZURE_BASE_URL: upstream.url,
    TOGETHER_BASE_URL: `${upstream.url}/together`,
    OPENAI_COMPATIBLE_VLLM_BASE_URL: upstream.url,
  });
});
afterAll(async () => {
  await proxy.close();
  await upstream.close();
});

const DELTA = 'data: {"choices":[{"index":0,"delta":{"content":"Hi \u{1f98a}"}}]';
const USAGE = 'data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":5,"total_tokens":8}}\n\n';

/** Streams as OpenAI does: usage only where it is asked for. */
function stream(body: Buffer, res: ServerResponse): void {
  const asked = body.includes('"include_usage":true');
  res.writeHead(200, { 'content-type': 'text/event-stream' });
  res.write(`${DELTA}${asked ? ',"usage":null' : ''}}\n\n`);
  if (asked) res.write(USAGE);
  res.end('data: [DONE]\n\n');
}
const PLAIN = `${DELTA}}\n\ndata: [DONE]\n\n`;

beforeEach(() => {
  upstream.seen.length = 0;
  upstream.answer((_req, res, body) => stream(body, res));
});

function call(path: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(proxy.url + path, {
    method: 'POST',
    body,
    headers: { 'Helicone-Auth': `Bearer ${proxy.key}`, ...headers },
  });
}
const sent = (): string[] => upstream.seen.map(({ body }) => body.toString());

const CHAT = '{ "model":"gpt-4o",\n "stream":true, "n": 1.0 }';
const SPLICED = '{"stream_options":{"include_usage":true}, "model":"gpt-4o",\n "stream":true, "n": 1.0 }';

describe('a chat stream that doesn’t ask for usage', () => {
  it('is asked for it: the client sees the plain stream, the log keeps the usage and the client’s own body', async () => {
    const answer = await call('/v1/chat/completions', CHAT, { 'Accept-Encoding': 'br' });
    expect(await answer.text()).toBe(PLAIN);
    expect(sent()).toEqual([SPLICED]);
    const headers = upstream.seen[0]?.rawHeaders ?? [];
    expect(headers.join('|')).toContain(`content-length|${SPLICED.length}`);
    expect(headers.join('|')).toMatch(/accept-encoding\|identity/);
    const { record, requestBody, responseBody } = await proxy.recordOf(
      answer.headers.get('helicone-id') ?? '',
    );
    expect(record).toMatchObject({ outcome: 'success', stream: true });
    expect(Buffer.from(requestBody).toString()).toBe(CHAT);
    expect(Buffer.from(responseBody).toString()).toContain(USAGE);
  });

  it('is asked for it where the body is large', async () => {
    const large = JSON.stringify({
      messages: [{ role: 'user', content: 'ö'.repeat(300_000) }],
      stream: true,
    });
    expect(await (await call('/v1/chat/completions', large)).text()).toBe(PLAIN);
    expect(sent()).toEqual([large.replace('{', '{"stream_options":{"include_usage":true},')]);
  });

  it('loses the announced length of its answer with the chunk', async () => {
    const whole = `${DELTA},"usage":null}\n\n${USAGE}data: [DONE]\n\n`;
    upstream.answer((_req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream', 'content-length': Buffer.byteLength(whole) });
      res.end(whole);
    });
    const answer = await call('/v1/chat/completions', CHAT);
    expect(answer.headers.get('content-length')).toBeNull();
    expect(await answer.text()).toBe(PLAIN);
  });

  it.each([
    ['where the client says no', '/v1/chat/completions', CHAT, { 'Helicone-Stream-Usage': 'false' }],
    ['at a compatible server', '/vllm/v1/chat/completions', CHAT, {}],
    ['at an old Azure API', '/azure/openai/deployments/d/chat/completions?api-version=2024-06-01', CHAT, {}],
    ['where it is no stream', '/v1/chat/completions', '{"model":"m"}', {}],
    ['where it is no chat', '/v1/completions', CHAT, {}],
  ])('is left alone %s', async (_where, path, body, headers: Record<string, string>) => {
    expect(await (await call(path, body, headers)).text()).toBe(PLAIN);
    expect(sent()).toEqual([body]);
  });

  it.each([
    ['at a compatible server on request', '/vllm/v1/chat/completions', { 'Helicone-Stream-Usage': 'true' }],
    ['at a recent Azure API', '/azure/openai/deployments/d/chat/completions?api-version=2024-10-21', {}],
  ])('is asked %s', async (_where, path, headers: Record<string, string>) => {
    expect(await (await call(path, CHAT, headers)).text()).toBe(PLAIN);
    expect(sent()).toEqual([SPLICED]);
  });
});

describe('a chat stream that asks itself', () => {
  it('passes as it is, both ways', async () => {
    const body = '{"stream":true,"stream_options":{"include_usage":true}}';
    expect(await (await call('/v1/chat/completions', body)).text()).toBe(
      `${DELTA},"usage":null}\n\n${USAGE}data: [DONE]\n\n`,
    );
    expect(sent()).toEqual([body]);
  });
});

describe('a provider that refuses to be asked', () => {
  it.each([
    ['/together/v1/chat/completions', 400, '{"error":{"message":"Unknown field stream_options"}}'],
    ['/v1/chat/completions', 422, '{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"]}]}'],
  ])('at %s with %i is called once more without, and not asked again', async (path, status, refusal) => {
    // Each server refuses for itself: these two are told apart by their origin.
    const other = await startTestProxy({ OPENAI_BASE_URL: upstream.url, TOGETHER_BASE_URL: upstream.url });
    const ask = () =>
      fetch(other.url + path, {
        method: 'POST',
        body: CHAT,
        headers: { 'Helicone-Auth': `Bearer ${other.key}` },
      });
    upstream.answer((_req, res, body) => {
      if (!body.includes('stream_options')) return stream(body, res);
      res.writeHead(status, { 'content-type': 'application/json' });
      res.end(refusal);
    });
    try {
      const answer = await ask();
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe(PLAIN);
      expect(await (await ask()).text()).toBe(PLAIN);
      expect(sent()).toEqual([SPLICED, CHAT, CHAT]);
      const { record, responseBody } = await other.recordOf(answer.headers.get('helicone-id') ?? '');
      expect(record).toMatchObject({ status: 200, outcome: 'success' });
      expect(record.attempts).toMatchObject([
        { status, error: 'stream_options was refused' },
        { status: 200, error: null },
      ]);
      expect(Buffer.from(responseBody).toString()).toBe(PLAIN);
    } finally {
      await other.close();
    }
  });

  it.each([
    [400, '{"error":{"message":"Unknown model"}}'],
    [422, 'x'.repeat(200_000)],
  ])('of anything else with %i is heard, once', async (status, text) => {
    upstream.answer((_req, res) => {
      res.writeHead(status, { 'x-request-id': 'r' });
      res.end(text);
    });
    const answer = await call('/v1/chat/completions', CHAT);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-request-id')).toBe('r');
    expect(await answer.text()).toBe(text);
    expect(upstream.seen).toHaveLength(1);
  });
});

it('is not asked again of a provider that compresses what it was asked to send plain', async () => {
  const own = await startUpstream();
  own.answer((_req, res, body) => {
    res.setHeader('content-encoding', 'gzip');
    res.setHeader('content-type', 'text/event-stream');
    res.end(gzipSync(body.includes('include_usage') ? USAGE : PLAIN));
  });
  const headers = { 'Helicone-OpenAI-Api-Base': `${own.url}/v1`, 'Helicone-Stream-Usage': 'true' };
  const local = await startTestProxy({ ALLOW_PRIVATE_UPSTREAMS: 'true' });
  const ask = () =>
    fetch(`${local.url}/v1/chat/completions`, {
      method: 'POST',
      body: CHAT,
      headers: { 'Helicone-Auth': `Bearer ${local.key}`, ...headers },
    }).then((answer) => answer.text());
  await ask();
  expect(await ask()).toBe(PLAIN);
  expect(own.seen.map(({ body }) => body.toString())).toEqual([SPLICED, CHAT]);
  await local.close();
  await own.close();
});
