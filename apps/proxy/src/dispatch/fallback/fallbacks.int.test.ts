import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headerValue } from '../../respond/header-value.ts';
import { findNowhere } from '../../testing/find-nowhere.ts';
import { answerWith, hangUp, playAnswers, streamOf } from '../../testing/play-answers.ts';
import { startTestProxy, type TestProxy } from '../../testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from '../../testing/start-upstream.ts';

/** The request's own provider, and one on another host. */
let own: TestUpstream;
let other: TestUpstream;
let proxy: TestProxy;
let nowhere: string;

beforeAll(async () => {
  [own, other] = await Promise.all([startUpstream(), startUpstream()]);
  nowhere = await findNowhere();
  proxy = await start();
});
afterAll(async () => {
  await proxy.close();
  await Promise.all([own.close(), other.close()]);
});

const start = (env: Record<string, string> = {}) =>
  startTestProxy({
    OPENAI_BASE_URL: own.url,
    ANTHROPIC_BASE_URL: other.url,
    GROQ_BASE_URL: `${other.url}/groq`,
    TOGETHER_BASE_URL: nowhere,
    OPENAI_COMPATIBLE_VLLM_BASE_URL: `${other.url}/vllm`,
    ALLOW_PRIVATE_UPSTREAMS: 'true',
    ...env,
  });

const BODY = '{ "model": "gpt-4o", "n": 1.0,\n "messages":[{"role":"user","content":"Hello!"}] }';
const OK = answerWith(200, { model: 'gpt-4o-mini-2024-07-18', choices: [] });

function call(
  fallbacks: unknown,
  headers: Record<string, string> = {},
  {
    path = '/v1/chat/completions',
    body = BODY,
    at = proxy,
  }: { path?: string; body?: string | null; at?: TestProxy } = {},
): Promise<Response> {
  return fetch(at.url + path, {
    method: body === null ? 'GET' : 'POST',
    body,
    headers: {
      'Helicone-Auth': `Bearer ${at.key}`,
      Authorization: 'Bearer sk-own-canary',
      'content-type': 'application/json',
      'Helicone-Fallback': JSON.stringify(fallbacks),
      ...headers,
    },
  });
}
const recordOf = (answer: Response) => proxy.recordOf(answer.headers.get('helicone-id') ?? '');
const bodies = (upstream: TestUpstream) => upstream.seen.map(({ body }) => body.toString());

describe('a fallback to another model', () => {
  it('is called with the same body bar the model, at the same place with the same key', async () => {
    playAnswers(own, [answerWith(500), OK]);
    const answer = await call([{ model: 'gpt-4o-mini' }], { 'X-Mine': 'yes' });
    expect(answer.status).toBe(200);
    expect(bodies(own)).toEqual([BODY, BODY.replace('"gpt-4o"', '"gpt-4o-mini"')]);
    const [first, second] = own.seen.map(({ rawHeaders }) =>
      rawHeaders.filter((_, i) => i % 2 === 1).filter((value) => !/^\d+$/.test(value)),
    );
    expect(second).toEqual(first);
    expect(
      Object.fromEntries(
        [...answer.headers].filter(([name]) => /^helicone-(attempts|fallback|model|provider)/.test(name)),
      ),
    ).toEqual({
      'helicone-attempts': '2',
      'helicone-fallback-index': '0',
      'helicone-model': 'gpt-4o-mini',
      'helicone-provider': 'openai',
    });
    const { record, requestBody } = await recordOf(answer);
    expect(Buffer.from(requestBody).toString()).toBe(BODY);
    expect(record).toMatchObject({
      outcome: 'success',
      provider: 'openai',
      fallbackIndex: 0,
      fallbackModel: 'gpt-4o-mini',
      attempts: [
        {
          model: 'gpt-4o',
          fallbackIndex: null,
          status: 500,
          next: { kind: 'fallback', reason: 'status 500', waitMs: 0 },
        },
        { model: 'gpt-4o-mini', fallbackIndex: 0, status: 200, next: null },
      ],
    });
  });

  it('that isn’t needed changes nothing', async () => {
    playAnswers(own, [OK]);
    const answer = await call([{ model: 'gpt-4o-mini' }]);
    expect(answer.headers.get('helicone-fallback-index')).toBeNull();
    expect(answer.headers.get('helicone-model')).toBe('gpt-4o');
    expect(answer.headers.get('helicone-attempts')).toBe('1');
    expect((await recordOf(answer)).record).toMatchObject({ fallbackIndex: null, fallbackModel: null });
  });

  it('follows a model that isn’t there, a quota that is used up and what else the usual codes say, and nothing more', async () => {
    for (const [status, calls] of [
      [404, 2],
      [408, 2],
      [409, 2],
      [429, 2],
      [500, 2],
      [501, 2],
      [529, 2],
      [400, 1],
      [401, 1],
      [422, 1],
    ]) {
      playAnswers(own, [answerWith(status ?? 0), OK]);
      await call([{ model: 'gpt-4o-mini' }]);
      expect([status, own.seen.length]).toEqual([status, calls]);
    }
  });

  it('comes after the retries, which each target has for itself', async () => {
    playAnswers(own, [answerWith(503), answerWith(503), answerWith(429), answerWith(502), OK]);
    const headers = {
      'Helicone-Retry-Enabled': 'true',
      'Helicone-Retry-Num': '1',
      'Helicone-Retry-Min-Timeout': '1',
    };
    const answer = await call([{ model: 'a' }, { model: 'b' }], headers);
    expect(bodies(own).map((body) => (JSON.parse(body) as { model: string }).model)).toEqual([
      'gpt-4o',
      'gpt-4o',
      'a',
      'a',
      'b',
    ]);
    expect(answer.headers.get('helicone-attempts')).toBe('5');
    expect(answer.headers.get('helicone-fallback-index')).toBe('1');
    expect((await recordOf(answer)).record.attempts.map(({ next }) => next?.reason ?? null)).toEqual([
      'status 503',
      'status 503 after a retry',
      'status 429',
      'status 502 after a retry',
      null,
    ]);
  });

  it('is tried at once where the quota is used up', async () => {
    playAnswers(own, [answerWith(429, { error: { code: 'insufficient_quota' } }), OK]);
    const answer = await call([{ model: 'gpt-4o-mini' }], { 'Helicone-Retry-Enabled': 'true' });
    expect((await recordOf(answer)).record.attempts).toMatchObject([
      { next: { kind: 'fallback', reason: 'quota used up' } },
      {},
    ]);
    expect(own.seen).toHaveLength(2);
  });

  it('that fails as well hands over its own answer', async () => {
    playAnswers(own, [answerWith(500, 'first'), answerWith(404, 'second')]);
    const answer = await call([{ model: 'x' }]);
    expect([answer.status, await answer.text()]).toEqual([404, 'second']);
    expect((await recordOf(answer)).record).toMatchObject({
      status: 404,
      outcome: 'failed',
      fallbackIndex: 0,
    });
  });

  it('is where the path names the model', async () => {
    const google = await start({ GOOGLE_BASE_URL: own.url });
    playAnswers(own, [answerWith(503), OK]);
    await call(
      [{ model: 'gemini-2.5-flash' }],
      {},
      {
        path: '/google/v1beta/models/gemini-2.5-pro:generateContent?key=k1',
        body: '{"contents":[]}',
        at: google,
      },
    );
    expect(own.seen.map(({ url }) => url)).toEqual([
      '/v1beta/models/gemini-2.5-pro:generateContent?key=k1',
      '/v1beta/models/gemini-2.5-flash:generateContent?key=k1',
    ]);
    expect(bodies(own)[1]).toBe('{"contents":[]}');
    await google.close();
  });

  it('is left out with a warning where there is no model to change', async () => {
    playAnswers(own, [answerWith(503), OK]);
    const answer = await call(
      [{ model: 'm' }, { provider: 'anthropic' }],
      {},
      { path: '/v1/models', body: null },
    );
    expect(answer.status).toBe(503);
    expect(answer.headers.get('helicone-warning')).toBe(
      "fallback 0 left out: the request's body is no JSON object; fallback 1 does not apply to this path",
    );
  });
});

describe('a fallback to another provider', () => {
  it('gets its own credentials and the harmless headers; the caller’s never go there', async () => {
    playAnswers(own, [answerWith(503)]);
    playAnswers(other, [OK]);
    const answer = await call(
      [{ provider: 'groq', model: 'llama-3.3-70b', headers: { Authorization: 'Bearer gsk-1' } }],
      {
        'x-api-key': 'canary-1',
        'OpenAI-Organization': 'canary-2',
        'X-Secret': 'canary-3',
        Cookie: 'canary-4',
        'X-Amz-Security-Token': 'canary-5',
        'Idempotency-Key': 'canary-6',
        'X-Stainless-Lang': 'js',
      },
      { path: '/v1/chat/completions?key=canary-7' },
    );
    expect(answer.status).toBe(200);
    const [seen] = other.seen;
    expect(seen?.url).toBe('/groq/v1/chat/completions');
    expect(seen?.body.toString()).toBe(BODY.replace('"gpt-4o"', '"llama-3.3-70b"'));
    const headers = seen?.rawHeaders ?? [];
    expect(headers.join('\n')).not.toContain('canary');
    expect(headers.join('\n').toLowerCase()).not.toContain('helicone');
    expect(headerValue(headers, 'authorization')).toBe('Bearer gsk-1');
    expect(headerValue(headers, 'content-type')).toBe('application/json');
    expect(headerValue(headers, 'x-stainless-lang')).toBe('js');
    expect(headerValue(headers, 'idempotency-key')).toMatch(/^[0-9a-f-]{36}$/);
    const { record } = await recordOf(answer);
    expect(record).toMatchObject({
      provider: 'groq',
      targetOrigin: other.url,
      path: '/groq/v1/chat/completions',
      apiFormat: 'openai-chat',
    });
    expect(JSON.stringify(record)).not.toContain('gsk-1');
    expect(record.providerKeyFingerprint).not.toBeNull();
    expect(answer.headers.get('helicone-provider')).toBe('groq');
  });

  it('without credentials is refused before anything is called', async () => {
    playAnswers(own, [OK]);
    const answer = await call([{ model: 'm' }, { provider: 'groq', model: 'llama' }]);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('helicone-error')).toBe('invalid_header');
    expect(await answer.json()).toMatchObject({
      error: {
        message: expect.stringMatching(
          /at 1: Groq needs credentials of its own: give them in headers.*belong to OpenAI and are sent nowhere else/,
        ),
        details: { headers: [{ header: 'Helicone-Fallback' }] },
      },
    });
    expect(own.seen).toHaveLength(0);
    expect((await recordOf(answer)).record).toMatchObject({ status: 400, errorCode: 'invalid_header' });
  });

  it('of another format is refused, unless bodyKeyOverride says what it is to be', async () => {
    playAnswers(own, [answerWith(503)]);
    const key = { 'x-api-key': 'sk-ant' };
    const refused = await call([{ provider: 'anthropic', model: 'claude', headers: key }]);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toMatch(/Anthropic does not speak openai-chat, and nothing is translated/);
    playAnswers(other, [answerWith(200, { type: 'message' })]);
    const item = { provider: 'anthropic', headers: key, bodyKeyOverride: { model: 'claude', max_tokens: 9 } };
    const answer = await call([item]);
    expect(answer.status).toBe(200);
    expect(other.seen[0]?.url).toBe('/v1/messages');
    expect(bodies(other)[0]).toBe(BODY.replace('"gpt-4o"', '"claude"').replace('{', '{"max_tokens":9,'));
    expect((await recordOf(answer)).record).toMatchObject({
      provider: 'anthropic',
      apiFormat: 'anthropic-messages',
      fallbackModel: 'claude',
    });
  });

  it('that can’t be followed is left out with a warning where the operator is lenient', async () => {
    const lenient = await start({ HEADER_POLICY: 'lenient' });
    playAnswers(own, [answerWith(503), OK]);
    const answer = await call([{ provider: 'acme' }, { model: 'm' }], {}, { at: lenient });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('helicone-fallback-index')).toBe('1');
    expect(answer.headers.get('helicone-warning')).toMatch(
      /ignored: Helicone-Fallback: at 0: there is no provider "acme"/,
    );
    await lenient.close();
  });

  it('needs no key where it is the operator’s own server', async () => {
    playAnswers(own, [answerWith(503)]);
    playAnswers(other, [OK]);
    expect((await call([{ provider: 'vllm', model: 'local' }])).status).toBe(200);
    expect(other.seen[0]?.url).toBe('/vllm/v1/chat/completions');
    expect(headerValue(other.seen[0]?.rawHeaders ?? [], 'authorization')).toBeNull();
  });
});

describe('a fallback to a server that the caller names', () => {
  const item = (more: object = {}) => ({
    'target-url': `${other.url}/base`,
    headers: { 'x-api-key': 'k', 'Helicone-Auth': 'x', Cookie: 'c' },
    ...more,
  });

  it('gets the path, its own headers and the changed body', async () => {
    playAnswers(own, [answerWith(418)]);
    playAnswers(other, [OK]);
    const answer = await call(
      [item({ onCodes: [{ from: 410, to: 420 }], bodyKeyOverride: { model: 'mine', temperature: 0 } })],
      {},
      { path: '/openai/v1/chat/completions' },
    );
    expect(answer.status).toBe(200);
    expect(other.seen[0]?.url).toBe('/base/v1/chat/completions');
    expect(bodies(other)[0]).toBe(BODY.replace('"gpt-4o"', '"mine"').replace('{', '{"temperature":0,'));
    const sent = (other.seen[0]?.rawHeaders ?? []).join('\n').toLowerCase();
    expect(sent).toContain('x-api-key\nk');
    expect(sent).not.toMatch(/canary|helicone-auth|cookie/);
    expect((await recordOf(answer)).record).toMatchObject({
      provider: 'custom',
      apiFormat: 'openai-chat',
      fallbackModel: 'mine',
    });
  });

  it('is tried for its codes alone; one that can’t be reached counts as 502', async () => {
    const only429 = item({ onCodes: [429] });
    playAnswers(other, [OK]);
    playAnswers(own, [answerWith(500)]);
    expect((await call([only429, { model: 'm' }])).status).toBe(500);
    expect([own.seen.length, other.seen.length]).toEqual([2, 0]);
    playAnswers(own, [hangUp]);
    expect((await call([only429])).status).toBe(502);
    expect((await call([item({ onCodes: [502] })])).status).toBe(200);
  });

  it('is checked as Helicone-Target-Url is', async () => {
    const guarded = await start({ ALLOW_PRIVATE_UPSTREAMS: 'false' });
    playAnswers(own, [answerWith(503)]);
    playAnswers(other, [OK]);
    const answer = await call([item()], {}, { at: guarded });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('helicone-error')).toBe('target_not_allowed');
    expect(other.seen).toHaveLength(0);
    const loop = await call([{ 'target-url': guarded.url }], {}, { at: guarded });
    expect(loop.headers.get('helicone-error')).toBe('target_not_allowed');
    await guarded.close();
  });
});

it('what one provider refused to be asked is asked of the next, and a stream comes through', async () => {
  playAnswers(own, [answerWith(503)]);
  const delta = 'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n';
  playAnswers(other, [
    streamOf([delta, 'data: {"choices":[],"usage":{"prompt_tokens":1}}\n\n', 'data: [DONE]\n\n']),
  ]);
  const answer = await call(
    [{ provider: 'groq', model: 'l', headers: { authorization: 'g' } }],
    {},
    { body: '{"model":"m","stream":true}' },
  );
  expect(await answer.text()).toBe(`${delta}data: [DONE]\n\n`);
  expect(bodies(other)[0]).toContain('include_usage');
});

describe('the circuit breaker', () => {
  it('sends who can go elsewhere to the fallback at once when most calls fail, and blocks nobody else', async () => {
    const local = await start();
    const ask = (fallbacks: unknown) => call(fallbacks, {}, { at: local });
    const none = () =>
      fetch(`${local.url}/v1/models`, { headers: { 'Helicone-Auth': `Bearer ${local.key}` } });
    playAnswers(own, [answerWith(503)]);
    playAnswers(other, [OK]);
    for (let i = 0; i < 20; i++) await none();
    own.seen.length = 0;
    const there = [{ provider: 'groq', headers: { authorization: 'g' } }];
    const answer = await ask(there);
    expect(answer.status).toBe(200);
    expect(own.seen).toHaveLength(0);
    expect(answer.headers.get('helicone-attempts')).toBe('1');
    expect(answer.headers.get('helicone-fallback-index')).toBe('0');
    expect((await local.recordOf(answer.headers.get('helicone-id') ?? '')).record.attempts).toMatchObject([
      { called: false, status: null, next: { kind: 'fallback', reason: 'most calls failed of late' } },
      { called: true, status: 200 },
    ]);
    // Neither without a fallback nor with one that is no better.
    expect((await none()).status).toBe(503);
    expect((await ask([{ model: 'gpt-4o-mini' }])).status).toBe(503);
    expect(own.seen).toHaveLength(3);
    const metrics = await (await fetch(`${local.url}/metrics`)).text();
    expect(metrics).toContain(`heliograph_proxy_upstream_circuit{upstream="${own.url}"} 2`);
    expect(metrics).toContain(`heliograph_proxy_upstream_circuit{upstream="${other.url}"} 0`);
    expect(metrics).toContain(`heliograph_proxy_upstream_retries_left{upstream="${own.url}"} 100`);
    expect(metrics).toContain(`heliograph_proxy_circuit_skips_total{upstream="${own.url}"} 1`);
    expect(metrics).toContain(`heliograph_proxy_fallbacks_total{upstream="${own.url}"} 1`);
    await local.close();
  });
});

it('the product page’s example works as it stands', async () => {
  playAnswers(own, [
    answerWith(503, {}, { 'retry-after-ms': '1' }),
    answerWith(503, {}, { 'retry-after-ms': '1' }),
    answerWith(503, {}, { 'retry-after-ms': '1' }),
    answerWith(503),
    answerWith(200, { model: 'gpt-4o-mini', choices: [{ message: { role: 'assistant', content: 'Hi' } }] }),
  ]);
  const message = 'Hello!';
  const client = new OpenAI({ baseURL: `${proxy.url}/v1`, apiKey: 'sk-provider' });
  const { data, response } = await client.chat.completions
    .create(
      { model: 'gpt-4o', messages: [{ role: 'user', content: message }] },
      {
        headers: {
          'Helicone-Auth': `Bearer ${proxy.key}`,
          // Retry configuration
          'Helicone-Retry-Enabled': 'true',
          'Helicone-Retry-Num': '3', // Max retries
          'Helicone-Retry-Factor': '2', // Exponential backoff factor
          // Optional: Fallback to different model on failure
          'Helicone-Fallback': '[{"model": "gpt-4o-mini"}]',
          // Not in the example: the time of tests is short.
          'Helicone-Retry-Min-Timeout': '1',
        },
      },
    )
    .withResponse();
  expect(data.choices[0]?.message.content).toBe('Hi');
  expect(response.headers.get('helicone-attempts')).toBe('5');
  expect(response.headers.get('helicone-fallback-index')).toBe('0');
});
