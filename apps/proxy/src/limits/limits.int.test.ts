import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import OpenAI from 'openai';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { silentWay } from '../testing/silent-way.ts';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from '../testing/start-upstream.ts';

let upstream: TestUpstream;
let proxy: TestProxy;
let redis: Redis;

beforeAll(async () => {
  upstream = await startUpstream();
  proxy = await startTestProxy({ OPENAI_BASE_URL: `${upstream.url}/v1`, ANTHROPIC_BASE_URL: upstream.url });
  redis = new Redis(proxy.redisUrl);
});
afterAll(async () => {
  redis.disconnect();
  await proxy.close();
  await upstream.close();
});
afterEach(async () => {
  const keys = await redis.keys('heliograph:{*');
  for (const key of keys) {
    expect(key).toContain(`{${proxy.organizationId}}`);
    expect(await redis.pttl(key)).toBeGreaterThan(0);
  }
  if (keys.length > 0) await redis.del(...keys);
  answerTokens(10, 5);
  upstream.seen.length = 0;
});

/** What the provider says it used. */
function answerTokens(prompt_tokens: number, completion_tokens: number): void {
  const usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
  const message = { role: 'assistant', content: 'Hello.' };
  const choices = [{ index: 0, message, finish_reason: 'stop' }];
  const body = JSON.stringify({ id: 'c', object: 'chat.completion', model: 'gpt-4o', choices, usage });
  upstream.answer((_req, res) => {
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end(body);
  });
}

interface Call {
  policy?: string;
  headers?: Record<string, string>;
  body?: Record<string, unknown>;
  path?: string;
}

const CHAT = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }], max_tokens: 100 };

function call({ policy, headers = {}, body = {}, path = '/v1/chat/completions' }: Call): Promise<Response> {
  return fetch(proxy.url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'Helicone-Auth': `Bearer ${proxy.key}`,
      ...(policy !== undefined && { 'Helicone-RateLimit-Policy': policy }),
      ...headers,
    },
    body: JSON.stringify({ ...CHAT, ...body }),
  });
}

async function statuses(times: number, one: Call): Promise<number[]> {
  const found = [];
  for (let i = 0; i < times; i++) found.push((await call(one)).status);
  return found;
}

describe('the examples of the product page, with npm openai', () => {
  const client = () =>
    new OpenAI({
      baseURL: `${proxy.url}/v1`,
      apiKey: 'sk-provider',
      defaultHeaders: { 'Helicone-Auth': `Bearer ${proxy.key}` },
      maxRetries: 0,
    });

  it('100;w=3600;u=user is 100 requests an hour for each user', async () => {
    const ask = (user_id: string) =>
      client()
        .chat.completions.create(
          { model: 'gpt-4o', messages: [{ role: 'user', content: 'message' }] },
          { headers: { 'Helicone-RateLimit-Policy': '100;w=3600;u=user', 'Helicone-User-Id': user_id } },
        )
        .withResponse();
    const { response } = await ask('ada');
    expect(response.headers.get('helicone-ratelimit-remaining')).toBe('99');
    const rest = await Promise.allSettled(Array.from({ length: 100 }, () => ask('ada')));
    expect(rest.filter(({ status }) => status === 'fulfilled')).toHaveLength(99);
    const refused = rest.find((one) => one.status === 'rejected');
    expect(refused?.reason).toBeInstanceOf(OpenAI.RateLimitError);
    expect(refused?.reason).toMatchObject({ status: 429, code: 'rate_limited', type: 'rate_limit_error' });
    expect((await ask('grace')).response.status).toBe(200);
  });

  it('1000;w=86400;u=org and 10;w=60;u=request count everybody together', async () => {
    const day = await call({ policy: '1000;w=86400;u=org', headers: { 'Helicone-User-Id': 'ada' } });
    expect(day.headers.get('helicone-ratelimit-remaining')).toBe('999');
    const minute = await statuses(11, { policy: '10;w=60;u=request' });
    expect(minute).toEqual([...Array<number>(10).fill(200), 429]);
  });
});

describe('a call that a policy refuses', () => {
  it('gets 429 in its provider’s shape, says when to come again, and never goes upstream', async () => {
    const policy = '1;w=3600';
    await call({ policy });
    const refused = await call({ policy });
    expect(refused.status).toBe(429);
    expect(upstream.seen).toHaveLength(1);
    const { headers } = refused;
    const wait = Number(headers.get('retry-after'));
    expect(wait).toBeGreaterThan(3590);
    expect(wait).toBeLessThanOrEqual(3600 + 62);
    expect(Object.fromEntries(headers)).toMatchObject({
      'helicone-error': 'rate_limited',
      'helicone-status': 'failed',
      'helicone-ratelimit-limit': '1',
      'helicone-ratelimit-remaining': '0',
      'helicone-ratelimit-reset': String(wait),
      'helicone-ratelimit-policy': policy,
      'helicone-ratelimit-source': 'gateway',
      'ratelimit-policy': '"1;w=3600";q=1;w=3600',
      ratelimit: `"1;w=3600";r=0;t=${wait}`,
      'x-ratelimit-limit-requests': '1',
      'x-ratelimit-remaining-requests': '0',
      'x-should-retry': 'false',
    });
    expect(await refused.json()).toEqual({
      error: {
        message: expect.stringContaining('1 requests in 3600 s'),
        type: 'rate_limit_error',
        param: null,
        code: 'rate_limited',
        details: { scope: 'header', policy, ruleId: null, retryAfterSeconds: wait },
      },
    });
    const { record } = await proxy.recordOf(headers.get('helicone-id') ?? '');
    expect(record).toMatchObject({
      status: 429,
      errorCode: 'rate_limited',
      attempts: [],
      limitedBy: { source: 'gateway', scope: 'header', policy, ruleId: null },
      limits: [{ scope: 'header', policy, unit: 'request', limit: 1, remaining: 0, refused: true }],
    });
    const anthropic = await call({ policy, path: '/anthropic/v1/messages' });
    expect(await anthropic.json()).toMatchObject({ type: 'error', error: { type: 'rate_limit_error' } });
  });

  it('is not counted, and all its policies are told', async () => {
    const policy = '5;w=60,2;w=3600;s=user';
    const one = { policy, headers: { 'Helicone-User-Id': 'ada' } };
    expect(await statuses(4, one)).toEqual([200, 200, 429, 429]);
    const other = await call({ policy, headers: { 'Helicone-User-Id': 'grace' } });
    expect(other.headers.get('ratelimit')).toMatch(/^"5;w=60";r=2;t=\d+, "2;w=3600;s=user";r=1;t=\d+$/);
    const { record } = await proxy.recordOf(other.headers.get('helicone-id') ?? '');
    expect(record.limits).toMatchObject([
      { policy: '5;w=60', limit: 5, remaining: 2, refused: false },
      { policy: '2;w=3600;s=user', limit: 2, remaining: 1, refused: false },
    ]);
    expect(other.headers.get('helicone-ratelimit-policy')).toBe('5;w=60');
    expect(other.headers.get('helicone-ratelimit-source')).toBeNull();
    expect(other.headers.get('retry-after')).toBeNull();
  });

  it.each([
    ['user', 'Helicone-User-Id'],
    ['team', 'Helicone-Property-team'],
  ])('gets 400 where it counts by a %s that is not there', async (segment, needed) => {
    const refused = await call({ policy: `5;w=60;s=${segment}` });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain(needed);
    expect(upstream.seen).toHaveLength(0);
  });
});

describe('whose calls are counted together', () => {
  it('is told by the user of the body, too', async () => {
    const policy = '1;w=60;s=user';
    const ask = (one: Call) => call({ policy, ...one }).then(({ status }) => status);
    expect(await ask({ body: { user: 'ada' } })).toBe(200);
    expect(await ask({ headers: { 'Helicone-User-Id': 'ada' } })).toBe(429);
    expect(await ask({ body: { user: 'grace' } })).toBe(200);
  });

  it('is a property’s value, or a key', async () => {
    const team = (name: string) =>
      call({ policy: '1;w=60;s=Team', headers: { 'Helicone-Property-TEAM': name } }).then(
        ({ status }) => status,
      );
    expect([await team('a'), await team('a'), await team('b')]).toEqual([200, 429, 200]);
    const { key } = await proxy.makeKey('other');
    const by = (auth: string) =>
      call({ policy: '1;w=60;s=key', headers: { 'Helicone-Auth': `Bearer ${auth}` } }).then(
        ({ status }) => status,
      );
    expect([await by(proxy.key), await by(proxy.key), await by(key)]).toEqual([200, 429, 200]);
  });
});

describe('the provider’s own limits', () => {
  it('stay what they are where both have some, and its 429 is told apart from ours', async () => {
    upstream.answer((_req, res) => {
      res.writeHead(429, { 'x-ratelimit-limit-requests': '7', 'retry-after': '2' });
      res.end('{"error":{}}');
    });
    const refused = await call({ policy: '100;w=60' });
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'helicone-ratelimit-source': 'provider',
      'x-ratelimit-limit-requests': '7',
      'retry-after': '2',
      'helicone-ratelimit-remaining': '99',
      'ratelimit-policy': '"100;w=60";q=100;w=60',
    });
    expect(refused.headers.get('x-ratelimit-remaining-requests')).toBeNull();
    const { record } = await proxy.recordOf(refused.headers.get('helicone-id') ?? '');
    expect(record.limitedBy).toEqual({ source: 'provider', scope: null, policy: null, ruleId: null });
  });
});

describe('tokens and money', () => {
  it('are counted as the provider says, and what was held too much is there for the next call at once', async () => {
    const policy = '200;w=3600;u=token';
    const left = [];
    for (let i = 0; i < 5; i++)
      left.push((await call({ policy })).headers.get('x-ratelimit-remaining-tokens'));
    // Held: 100 of the answer and 8 of the question; used: 15.
    expect(left).toEqual(['92', '77', '62', '47', '32']);
  });

  it('let calls through until they are used up, even where the most that a call could use is more than is left', async () => {
    const policy = '50;w=3600;u=token';
    expect(await statuses(6, { policy, body: { max_tokens: 4_000 } })).toEqual([
      200, 200, 200, 200, 429, 429,
    ]);
  });

  it('are counted in cents with fractions, exactly as they are logged', async () => {
    // gpt-4o: 2.50 and 10 USD a million tokens; 1000 and 100 of them cost 0.35 cents.
    answerTokens(1_000, 100);
    const policy = '1;w=3600;u=cents';
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await call({ policy, body: { max_tokens: 1 } }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    const { headers } = answers[3] ?? new Response();
    expect(headers.get('helicone-ratelimit-limit')).toBe('1');
    expect(headers.get('ratelimit-policy')).toContain(';q=1000000;qu="microcents";w=3600');
    const [key = ''] = await redis.keys('*:limit:header:cents:*');
    expect(await redis.hget(key, 's')).toBe('1050000');
    expect(await redis.hget(key, 'p')).toBe('0');
  });

  it('cost nothing where the provider refused, and what a cut stream has sent is counted', async () => {
    const policy = '100000;w=3600;u=token';
    upstream.answer((_req, res) => res.writeHead(500).end('{}'));
    await call({ policy });
    const [key = ''] = await redis.keys('*:limit:header:token:*');
    expect(await redis.hmget(key, 's', 'p')).toEqual(['0', '0']);
    upstream.answer((_req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      const delta = { content: 'word '.repeat(100) };
      res.write(`data: ${JSON.stringify({ model: 'gpt-4o', choices: [{ index: 0, delta }] })}\n\n`);
    });
    const stream = await call({ policy, body: { stream: true } });
    await stream.body?.cancel();
    await eventually(async () => expect(Number(await redis.hget(key, 's'))).toBeGreaterThan(100));
    expect(await redis.hget(key, 'p')).toBe('0');
  });

  it('warn where no price is known', async () => {
    const answer = await call({ policy: '1;w=60;u=cents', body: { model: 'my-own-model' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('helicone-warning')).toContain('no price is known for my-own-model');
  });
});

describe('a call without limits', () => {
  it('asks Redis nothing and carries no header of limits', async () => {
    const answer = await call({});
    expect([...answer.headers.keys()].filter((name) => name.includes('ratelimit'))).toEqual([]);
    expect(await redis.keys('heliograph:{*')).toEqual([]);
  });
});

describe('without Redis', () => {
  async function withProxy(redisUrl: string, use: (alone: TestProxy) => Promise<void>): Promise<void> {
    const alone = await startTestProxy({
      OPENAI_BASE_URL: `${upstream.url}/v1`,
      CACHE_REDIS_URL: redisUrl,
      CACHE_REDIS_SILENCE_MS: '50',
    });
    try {
      await use(alone);
    } finally {
      await alone.close();
    }
  }
  const ask = (to: TestProxy, headers: Record<string, string> = {}) =>
    fetch(`${to.url}/v1/models`, {
      headers: { 'Helicone-Auth': `Bearer ${to.key}`, 'Helicone-RateLimit-Policy': '1;w=60', ...headers },
    });

  it('calls pass with a warning, or are refused where the caller wants that', async () => {
    // A port that nobody listens on.
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    await withProxy(`redis://127.0.0.1:${port}`, async (alone) => {
      for (let i = 0; i < 3; i++) {
        const answer = await ask(alone);
        expect(answer.status).toBe(200);
        expect(answer.headers.get('helicone-warning')).toContain('rate limits were not checked');
      }
      const closed = await ask(alone, { 'Helicone-RateLimit-Fail': 'closed' });
      expect(closed.status).toBe(503);
      expect(closed.headers.get('helicone-error')).toBe('service_unavailable');
      const metrics = await (await fetch(`${alone.url}/metrics`)).text();
      expect(metrics).toContain('heliograph_proxy_limits_unchecked_total 4');
    });
  });

  it('nobody waits long for one that hangs, and it counts again when it is back', async () => {
    const way = await silentWay(new URL(proxy.redisUrl));
    await withProxy(way.url, async (alone) => {
      expect((await ask(alone)).status).toBe(200);
      way.silence();
      const passed = await Promise.all(Array.from({ length: 20 }, () => ask(alone)));
      expect(new Set(passed.map(({ status }) => status))).toEqual(new Set([200]));
      way.speak();
      await eventually(async () => expect((await ask(alone)).status).toBe(429));
    });
    await way.close();
    await redis.flushdb();
  });
});

describe('answers of the cache', () => {
  const cached = (content: string, policy = '2;w=3600') =>
    call({
      policy,
      headers: { 'Helicone-Cache-Enabled': 'true' },
      body: { messages: [{ role: 'user', content }] },
    });
  const seen = async (answer: Response) => {
    await answer.text();
    return [answer.status, answer.headers.get('helicone-cache')];
  };

  it('count against no limit, and come where the quota is used up', async () => {
    expect(await seen(await cached('one'))).toEqual([200, 'MISS']);
    for (let i = 0; i < 5; i++) expect(await seen(await cached('one'))).toEqual([200, 'HIT']);
    expect(await seen(await cached('two'))).toEqual([200, 'MISS']);
    expect((await seen(await cached('three')))[0]).toBe(429);
    expect(await seen(await cached('one'))).toEqual([200, 'HIT']);
    expect(upstream.seen).toHaveLength(2);
  });

  it('that many wait for count as the one call that was made', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    upstream.answer((_req, res) => {
      void held.then(() => res.writeHead(200, { 'content-type': 'application/json' }).end('{"choices":[]}'));
    });
    const all = Array.from({ length: 20 }, () => cached('together', '1;w=3600'));
    await eventually(() => expect(upstream.seen).toHaveLength(1));
    release();
    const statuses = (await Promise.all(all)).map(({ status }) => status);
    expect(statuses).toEqual(statuses.map(() => 200));
    expect(upstream.seen).toHaveLength(1);
  });

  it('are not waited for behind a call that was refused', async () => {
    expect(await seen(await cached('full', '1;w=3600'))).toEqual([200, 'MISS']);
    expect((await seen(await cached('other', '1;w=3600')))[0]).toBe(429);
    // The refused call was the one that others would have waited for.
    expect(await seen(await cached('other', '5;w=60'))).toEqual([200, 'MISS']);
    expect(await seen(await cached('other', '5;w=60'))).toEqual([200, 'HIT']);
  });
});
