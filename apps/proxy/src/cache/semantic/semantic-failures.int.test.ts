import { startFakeProvider } from '@heliograph/stack/fake-provider';
import { freshRedis } from '@heliograph/stack/testing/services';
import { Redis } from 'ioredis';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answerChat } from '../../testing/chat-answers.ts';
import { silentWay } from '../../testing/silent-way.ts';
import { startTestProxy, type TestProxy } from '../../testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from '../../testing/start-upstream.ts';

let upstream: TestUpstream;
let embeddings: TestUpstream;
const running: TestProxy[] = [];

beforeAll(async () => {
  [upstream, embeddings] = await Promise.all([startUpstream(), startUpstream()]);
  upstream.answer(answerChat());
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((proxy) => proxy.close()));
  embeddings.seen.length = 0;
});
afterAll(() => Promise.all([upstream.close(), embeddings.close()]));

/** Vectors by the letters of a text, whatever their case; `hold` says when the answer goes out. */
function embedLetters(hold: () => Promise<unknown> = () => Promise.resolve()): void {
  embeddings.answer((_req, res, body) => {
    const { input } = JSON.parse(body.toString()) as { input: string[] };
    const data = input.map((text, index) => {
      const embedding = Array<number>(26).fill(0);
      for (const letter of text.toLowerCase().replace(/[^a-z]/g, '')) {
        const at = letter.charCodeAt(0) - 97;
        embedding[at] = (embedding[at] ?? 0) + (index % 2 === 0 ? 1 : -1) * (text.includes('egg') ? -1 : 1);
      }
      return { index, embedding };
    });
    void hold().then(() => res.end(JSON.stringify({ data })));
  });
}

async function startReady(env: Record<string, string> = {}): Promise<TestProxy> {
  const proxy = await start(env);
  await eventually(() => expect(proxy.logged()).toContain('The semantic cache is ready'));
  return proxy;
}

async function start(env: Record<string, string> = {}): Promise<TestProxy> {
  const proxy = await startTestProxy({
    OPENAI_BASE_URL: upstream.url,
    EMBEDDINGS_URL: embeddings.url,
    EMBEDDINGS_MODEL: 'letters',
    EMBEDDINGS_API_KEY: 'sk-embeddings-canary',
    ...env,
  });
  running.push(proxy);
  return proxy;
}

function call(
  proxy: TestProxy,
  text: string,
  headers: Record<string, string> = {},
  path = '/v1/chat/completions',
) {
  return fetch(proxy.url + path, {
    method: 'POST',
    body: JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: text }] }),
    headers: {
      'Helicone-Auth': `Bearer ${proxy.key}`,
      'Helicone-Cache-Enabled': 'true',
      'Helicone-Cache-Semantic': 'true',
      ...headers,
    },
  });
}

async function keepOne(proxy: TestProxy, text: string, redisUrl = proxy.redisUrl): Promise<void> {
  await (await call(proxy, text)).text();
  const redis = new Redis(redisUrl);
  await eventually(async () => expect(await redis.keys('*:q:*')).not.toEqual([]));
  redis.disconnect();
}

async function outcome(proxy: TestProxy, text: string) {
  const answer = await call(proxy, text);
  await answer.text();
  return [answer.status, answer.headers.get('helicone-cache'), answer.headers.get('helicone-warning')];
}

describe('without an embeddings endpoint', () => {
  it.each([
    ['no setting', { EMBEDDINGS_URL: '', EMBEDDINGS_MODEL: '' }],
    ['no model', { EMBEDDINGS_MODEL: '' }],
  ])('says what to set: %s', async (_name, env) => {
    const proxy = await start(env);
    for (const value of ['true', 'shadow']) {
      const answer = await call(proxy, 'What is a monad?', { 'Helicone-Cache-Semantic': value });
      expect([answer.status, answer.headers.get('helicone-error')]).toEqual([
        400,
        'semantic_cache_unavailable',
      ]);
      expect(await answer.text()).toContain('EMBEDDINGS_URL and EMBEDDINGS_MODEL');
    }
    expect((await call(proxy, 'What is a monad?', { 'Helicone-Cache-Semantic': 'false' })).status).toBe(200);
  });
});

describe('the embeddings endpoint', () => {
  it('that is slow makes a miss, and the question is kept when its vector has come', async () => {
    embedLetters();
    const proxy = await startReady({ EMBEDDINGS_TIMEOUT_MS: '300' });
    await keepOne(proxy, 'How do I reset my password?');
    let release: () => void = () => undefined;
    embedLetters(() => new Promise<void>((resolve) => (release = resolve)));
    expect(await outcome(proxy, 'How do I reset MY password?')).toEqual([
      200,
      'MISS',
      expect.stringContaining('the embeddings endpoint took longer than 300 ms'),
    ]);
    release();
    await eventually(async () =>
      expect(await outcome(proxy, 'how do i reset my PASSWORD')).toEqual([200, 'HIT', null]),
    );
  });

  it('that fails makes a miss', async () => {
    embedLetters();
    const proxy = await startReady();
    await keepOne(proxy, 'How do I reset my password?');
    embeddings.answer((_req, res) => void res.writeHead(429).end('{"error":{"message":"secret"}}'));
    const [status, cache, warning] = await outcome(proxy, 'how do i reset my password');
    expect([status, cache]).toEqual([200, 'MISS']);
    expect(warning).toContain('gave no vector: it answered with status 429');
    // Later on it isn't asked any more.
    for (let i = 0; i < 6; i++) await outcome(proxy, `how do i reset my password ${'x'.repeat(i)}`);
    embeddings.seen.length = 0;
    expect((await outcome(proxy, 'how do i reset my passwords'))[2]).toContain('again and again');
    expect(embeddings.seen).toHaveLength(0);
    expect(proxy.logged()).not.toMatch(/canary|secret/);
  });

  it.each([
    ['is away', { EMBEDDINGS_URL: 'http://127.0.0.1:9' }, 'it cannot be reached'],
    ['refuses', {}, 'status 429'],
    ['gives the same vector for everything', {}, 'unrelated sentences are alike at 1.000'],
  ])('that %s at the start keeps nothing from working', async (name, env, why) => {
    if (name === 'refuses') embeddings.answer((_req, res) => void res.writeHead(429).end());
    else {
      embeddings.answer((_req, res, body) => {
        const { input } = JSON.parse(body.toString()) as { input: string[] };
        res.end(JSON.stringify({ data: input.map((_text, index) => ({ index, embedding: [1, 2, 3] })) }));
      });
    }
    const proxy = await start(env);
    await eventually(() => expect(proxy.logged()).toContain('failed the self-check'));
    for (const text of ['What is a monad?', 'How do I reset my password?']) {
      expect(await outcome(proxy, text)).toEqual([200, 'MISS', expect.stringContaining(why)]);
    }
    await eventually(async () => expect((await outcome(proxy, 'What is a monad?'))[1]).toBe('HIT'));
  });
});

describe('Redis', () => {
  it('that hangs makes a miss, and comes back', async () => {
    embedLetters();
    const redis = await freshRedis();
    const way = await silentWay(new URL(redis.url));
    const proxy = await startReady({ CACHE_REDIS_URL: way.url });
    await keepOne(proxy, 'How do I reset my password?', redis.url);
    way.silence();
    const [status, cache, warning] = await outcome(proxy, 'how do i reset my password');
    expect([status, cache]).toEqual([200, 'MISS']);
    expect(warning).toContain('Redis does not answer');
    way.speak();
    await eventually(async () => expect((await outcome(proxy, 'how do I reset my password'))[1]).toBe('HIT'));
    await running.pop()?.close();
    await way.close();
    await redis.release();
  });
});

describe('the demo provider', () => {
  it('has embeddings of its own, for its own answers alone', async () => {
    const demo = await startFakeProvider();
    const proxy = await startReady({ EMBEDDINGS_URL: '', EMBEDDINGS_MODEL: '', DEMO_PROVIDER_URL: demo.url });
    const threshold = { 'Helicone-Cache-Semantic-Threshold': '0.8' };
    const ask = (text: string) => call(proxy, text, threshold, '/demo/v1/chat/completions');
    await (await ask('How do I reset my password?')).text();
    await eventually(async () => {
      const answer = await ask('How can I reset my password?');
      expect(answer.headers.get('helicone-cache-similarity')).toMatch(/^0\.8/);
    });
    const other = await call(proxy, 'How do I reset my password?', threshold);
    expect([other.status, other.headers.get('helicone-error')]).toEqual([400, 'semantic_cache_unavailable']);
    await running.pop()?.close();
    await demo.stop();
  });
});
