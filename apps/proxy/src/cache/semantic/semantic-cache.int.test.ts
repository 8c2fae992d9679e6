import { purgeAnswers } from '@heliograph/cache/purge-answers';
import { startFakeProvider, type FakeProvider } from '@heliograph/stack/fake-provider';
import { Redis } from 'ioredis';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerChat } from '../../testing/chat-answers.ts';
import { startProxyBeside, startTestProxy, type TestProxy } from '../../testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from '../../testing/start-upstream.ts';

/** Low enough that with these embeddings every pair below is similar: what keeps them apart is the rest. */
const THRESHOLD = '0.5';

let upstream: TestUpstream;
let embeddings: FakeProvider;
let proxy: TestProxy;
let redis: Redis;
let seed = 0;

const environment = () => ({
  OPENAI_BASE_URL: upstream.url,
  ANTHROPIC_BASE_URL: upstream.url,
  EMBEDDINGS_URL: `${embeddings.url}/v1`,
  EMBEDDINGS_MODEL: 'text-embedding-3-small',
  EMBEDDINGS_API_KEY: 'sk-embeddings-canary',
});

beforeAll(async () => {
  [upstream, embeddings] = await Promise.all([startUpstream(), startFakeProvider()]);
  proxy = await startTestProxy(environment());
  redis = new Redis(proxy.redisUrl);
  await eventually(() => expect(proxy.logged()).toContain('The semantic cache is ready'));
});
afterAll(async () => {
  redis.disconnect();
  await proxy.close();
  await Promise.all([upstream.close(), embeddings.stop()]);
});
beforeEach(() => {
  upstream.answer(answerChat());
  upstream.seen.length = 0;
  embeddings.reset();
  seed += 1;
});

const user = (content: string) => ({ role: 'user', content });
const chat = (content: string, more: object = {}) =>
  JSON.stringify({ model: 'gpt-4o-mini', messages: [user(content)], ...more });

function call(
  body: string,
  headers: Record<string, string> = {},
  path = '/v1/chat/completions',
  at: { url: string } = proxy,
) {
  return fetch(at.url + path, {
    method: 'POST',
    body,
    headers: {
      'Helicone-Auth': `Bearer ${proxy.key}`,
      'Helicone-Cache-Enabled': 'true',
      'Helicone-Cache-Semantic': 'true',
      'Helicone-Cache-Semantic-Threshold': THRESHOLD,
      // A cache of its own for each test.
      'Helicone-Cache-Seed': `seed ${seed}`,
      'content-type': 'application/json',
      ...headers,
    },
  });
}

const questions = (key = '*') => redis.keys(`heliograph:cache:*:q:${key}`);

/** Asks the provider, and waits until the question is kept beside the answer. */
async function keep(...args: Parameters<typeof call>): Promise<Response> {
  const answer = await call(...args);
  expect(answer.headers.get('helicone-cache')).toBe('MISS');
  await answer.clone().text();
  const { cache } = await recordOf(answer);
  await eventually(async () => expect(await questions(cache?.key ?? '')).toHaveLength(1));
  return answer;
}

async function outcome(...args: Parameters<typeof call>): Promise<string> {
  const answer = await call(...args);
  await answer.text();
  return answer.headers.get('helicone-cache') ?? '';
}

const recordOf = async (answer: Response) =>
  (await proxy.recordOf(answer.headers.get('helicone-id') ?? '')).record;

describe('a question of the same meaning', () => {
  it('is answered with the answer that is kept, and says so', async () => {
    const first = await keep(chat('How do I reset my password?'));
    const answer = await call(chat('How can I reset my password?'));
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'helicone-cache': 'HIT',
      'helicone-cache-hit': 'true',
      'helicone-cache-similarity': expect.stringMatching(/^0\.[6-9]\d{3}$/) as string,
      'helicone-cache-bucket-idx': '0',
      age: expect.stringMatching(/^\d+$/) as string,
    });
    expect(answer.headers.get('helicone-warning')).toBeNull();
    expect(await answer.text()).toBe(await first.text());
    expect(upstream.seen).toHaveLength(1);
    const record = await recordOf(answer);
    expect(record).toMatchObject({
      cacheHit: true,
      attempts: [],
      cache: { status: 'hit', kind: 'semantic', originalId: first.headers.get('helicone-id'), shadow: null },
    });
    expect(record.cache?.similarity?.toFixed(4)).toBe(answer.headers.get('helicone-cache-similarity'));
    expect(record.cache?.key).toBe((await recordOf(first)).cache?.key);
  });

  it('is asked of the embeddings endpoint once, and not at all where nothing is kept or the same request is', async () => {
    await keep(chat('How do I change my billing address?'));
    expect(embeddings.requests).toHaveLength(1);
    expect(await outcome(chat('How do I change my billing address?'))).toBe('HIT');
    expect(embeddings.requests).toHaveLength(1);
    expect(await outcome(chat('How can I change my billing address?'))).toBe('HIT');
    expect(await outcome(chat('How can I change my billing address?'))).toBe('HIT');
    expect(embeddings.requests).toHaveLength(2);
  });

  it('hits in streams as in plain answers, for each of the formats', async () => {
    const streamed = { stream: true };
    const first = await keep(chat('How do I reset my password?', streamed));
    const again = await call(chat('how do i reset my password', streamed));
    expect([again.headers.get('helicone-cache'), await again.text()]).toEqual(['HIT', await first.text()]);

    const messages = (text: string) =>
      JSON.stringify({ model: 'claude', max_tokens: 9, messages: [user(text)] });
    await keep(messages('How do I reset my password?'), {}, '/v1/messages');
    expect(await outcome(messages('how do i reset my password'), {}, '/v1/messages')).toBe('HIT');

    upstream.answer((_req, res) => void res.end('{"id":"resp_1","status":"completed","output":[]}'));
    const response = (text: string) => JSON.stringify({ model: 'gpt-4o-mini', input: text });
    await keep(response('How do I reset my password?'), {}, '/v1/responses');
    expect(await outcome(response('how do i reset my password'), {}, '/v1/responses')).toBe('HIT');
  });

  it('leaves room for several answers to the same question', async () => {
    const two = { 'Helicone-Cache-Bucket-Max-Size': '2' };
    const all = [];
    for (let i = 0; i < 3; i++) {
      const answer = await call(chat('How do I reset my password?'), two);
      await answer.text();
      all.push(answer.headers.get('helicone-cache'));
      if (i < 2) await recordOf(answer);
    }
    expect(all).toEqual(['MISS', 'MISS', 'HIT']);
  });

  it('is no hit below the threshold', async () => {
    await keep(chat('How do I reset my password?'));
    const near = chat('How can I reset my password?');
    expect(await outcome(near, { 'Helicone-Cache-Semantic-Threshold': '0.99' })).toBe('MISS');
    expect(
      await outcome(near, { 'Helicone-Cache-Semantic-Threshold': '0.6', 'Helicone-Cache-Save': 'false' }),
    ).toBe('HIT');
  });

  it('is no hit for an answer that is too old, and none after no-cache', async () => {
    await keep(chat('How do I reset my password?'));
    const near = chat('how do i reset my password');
    const once = { 'Helicone-Cache-Save': 'false' };
    expect(await outcome(near, { 'Cache-Control': 'no-cache', ...once })).toBe('MISS');
    expect(await outcome(near, { 'Cache-Control': 'max-age=0', ...once })).toBe('MISS');
    expect(await outcome(near, once)).toBe('HIT');
    const expired = await call(chat('What is a monad?'), { 'Cache-Control': 'max-age=1' });
    await expired.text();
    await eventually(async () => expect(await outcome(chat('what is a monad'), once)).toBe('MISS'));
  });
});

describe('never hits', () => {
  const asked = 'How do I reset my password?';
  const same = 'how do i reset my password';
  const system = (content: string) => ({ messages: [{ role: 'system', content }, user(asked)] });
  const turns = (content: string) => [user('Hello'), { role: 'assistant', content }];
  const tool = (name: string) => ({ tools: [{ type: 'function', function: { name, parameters: {} } }] });
  const differences: [name: string, kept: object, asked: object][] = [
    ['model', { model: 'gpt-4o-mini' }, { model: 'gpt-4o' }],
    ['temperature', { temperature: 0 }, { temperature: 1 }],
    ['a parameter that was left out', { max_tokens: 10 }, {}],
    ['a number beyond a double', { seed: '#12345678901234567890' }, { seed: '#12345678901234567891' }],
    ['response format', { response_format: { type: 'text' } }, { response_format: { type: 'json_object' } }],
    ['tools', tool('a'), tool('b')],
    ['tool choice', { ...tool('a'), tool_choice: 'auto' }, { ...tool('a'), tool_choice: 'none' }],
    ['stream flag', {}, { stream: true }],
    ['end user', { user: 'ada' }, { user: 'bob' }],
    [
      'system prompt',
      system('Be kind.'),
      { messages: [{ role: 'system', content: 'Be rude.' }, user(same)] },
    ],
    [
      'role of the system prompt',
      system('Be kind.'),
      { messages: [{ role: 'developer', content: 'Be kind.' }, user(same)] },
    ],
    ['missing system prompt', system('Be kind.'), {}],
    [
      'earlier turn',
      { messages: [...turns('Hi!'), user(asked)] },
      { messages: [...turns('Hi.'), user(same)] },
    ],
    [
      'name of the user',
      { messages: [{ ...user(asked), name: 'a' }] },
      { messages: [{ ...user(same), name: 'b' }] },
    ],
    ['parts of the message', { messages: [{ role: 'user', content: [{ type: 'text', text: asked }] }] }, {}],
  ];
  const unquoted = (body: string) => body.replace(/"#(\d+)"/g, '$1');
  it.each(differences)('another %s', async (_name, kept, other) => {
    await keep(unquoted(chat(asked, kept)));
    expect(await outcome(unquoted(chat(same, other)))).toBe('MISS');
    // The same but for the text does.
    const texts = JSON.stringify(kept).replaceAll(asked, same);
    expect(await outcome(unquoted(chat(same, JSON.parse(texts) as object)))).toBe('HIT');
  });

  it('another seed, organization, provider, path or query', async () => {
    await keep(chat(asked));
    const { key } = await proxy.makeOrganization();
    expect(await outcome(chat(same), { 'Helicone-Cache-Seed': 'other' })).toBe('MISS');
    expect(await outcome(chat(same), { 'Helicone-Auth': `Bearer ${key}` })).toBe('MISS');
    expect(
      await outcome(
        chat(same),
        { 'Helicone-OpenAI-Api-Base': `${embeddings.url}/v1` },
        '/v1/chat/completions',
      ),
    ).not.toBe('HIT');
    expect(await outcome(chat(same), {}, '/v1/chat/completions?version=2')).toBe('MISS');
    expect(await outcome(chat(same))).toBe('HIT');
  });

  const texts: [why: string, kept: string, asked: string][] = [
    ['numbers', 'Track order 48213', 'Track order 48231'],
    ['dates', 'Is the shop open on Monday?', 'Is the shop open on Tuesday?'],
    ['negations', 'Is this safe with alcohol?', 'Is this not safe with alcohol?'],
    ['opposites', 'Is this safe with alcohol?', 'Is this unsafe with alcohol?'],
    ['quoted', 'What does the word "gift" mean?', 'What does the word "Gift" mean?'],
    ['ids', 'What is the state of A-48213?', 'What is the state of B-48213?'],
    ['address', 'Summarize https://example.com/a please', 'Summarize https://example.com/b please'],
    ['names', 'Fly from Paris to London', 'Fly from London to Paris'],
    ['output', 'Sort a list in python', 'Sort a list in java'],
  ];
  it.each(texts)('another question by its %s', async (_why, kept, other) => {
    await keep(chat(kept));
    expect(await outcome(chat(other))).toBe('MISS');
    // The vectors alone would have said so.
    const different = /semantic_cache_requests_total\{outcome="different"\} (\d+)/;
    expect(Number(different.exec(await (await fetch(`${proxy.url}/metrics`)).text())?.[1])).toBeGreaterThan(
      0,
    );
    expect(await outcome(chat(kept.toLowerCase() === kept ? `${kept}?` : kept))).toBe('HIT');
  });

  const image = { type: 'image_url', image_url: { url: 'data:' } };
  const refused: [why: RegExp, more: object][] = [
    [/several answers/, { n: 2 }],
    [/other than text/, { messages: [{ role: 'user', content: [{ type: 'text', text: asked }, image] }] }],
    [/tool's result/, { messages: [user(asked), { role: 'tool', tool_call_id: 'x', content: '5' }] }],
    [/so short/, { messages: [...turns('Shall I?'), user('yes, do it')] }],
  ];
  it.each(refused)('what may not be compared: %s', async (why, more) => {
    const answer = await call(chat(asked, more));
    expect([answer.status, answer.headers.get('helicone-cache')]).toEqual([200, 'MISS']);
    expect(answer.headers.get('helicone-warning')).toMatch(/semantic cache not used/);
    expect(answer.headers.get('helicone-warning')).toMatch(why);
    expect(embeddings.requests).toHaveLength(0);
    // The exact cache goes on.
    await answer.text();
    await eventually(async () => expect(await outcome(chat(asked, more))).toBe('HIT'));
  });

  it('what is to be written nowhere, nor a threshold that anything would pass', async () => {
    const omitted = await call(chat(asked), { 'Helicone-Omit-Request': 'true' });
    expect(omitted.headers.get('helicone-warning')).toContain('written nowhere');
    const loose = await call(chat(asked), { 'Helicone-Cache-Semantic-Threshold': '0.01' });
    expect(loose.headers.get('helicone-warning')).toContain('a threshold of 0.01 would match anything');
    const alone = await call(chat(asked), { 'Helicone-Cache-Enabled': 'false' });
    expect(alone.headers.get('helicone-warning')).toContain('Helicone-Cache-Enabled is not set');
    expect(embeddings.requests).toHaveLength(0);
  });
});

describe('shadow mode', () => {
  const shadow = { 'Helicone-Cache-Semantic': 'shadow' };
  const shadowOf = async (...args: Parameters<typeof call>) => {
    const answer = await call(...args);
    await answer.text();
    const { cache } = await recordOf(answer);
    return { status: cache?.status, kind: cache?.kind, shadow: cache?.shadow };
  };

  it('asks the provider and logs what would have been served', async () => {
    const first = await keep(chat('How do I reset my password?'));
    const answer = await call(chat('How can I reset my password?'), shadow);
    expect(answer.headers.get('helicone-cache')).toBe('MISS');
    expect(answer.headers.get('helicone-cache-similarity')).toBeNull();
    expect(await answer.text()).toContain('answer 2');
    expect((await recordOf(answer)).cache).toMatchObject({
      status: 'miss',
      kind: null,
      originalId: null,
      similarity: null,
      shadow: {
        originalId: first.headers.get('helicone-id'),
        similarity: expect.closeTo(0.85, 1) as number,
        difference: null,
        // "answer 1" and "answer 2"
        answerSimilarity: 0.5,
      },
    });
  });

  it('says what tells the questions apart, and how alike the answers are, streams included', async () => {
    upstream.answer((req, res, body) => {
      if (body.includes('"stream":true')) answerChat()(req, res, body);
      else res.end('{"choices":[{"message":{"role":"assistant","content":"It is on its way."}}]}');
    });
    const first = await keep(chat('Track order 48213'));
    expect(await shadowOf(chat('Track order 48231'), shadow)).toEqual({
      status: 'miss',
      kind: null,
      shadow: {
        originalId: first.headers.get('helicone-id'),
        similarity: expect.closeTo(0.75, 1) as number,
        difference: 'numbers',
        answerSimilarity: 1,
      },
    });
    await keep(chat('How do I reset my password?', { stream: true }));
    expect(await shadowOf(chat('how do i reset my password', { stream: true }), shadow)).toMatchObject({
      shadow: { difference: null, answerSimilarity: 1 },
    });
  });

  it('logs questions below the threshold as well, so that one can be chosen, and nothing where nothing is like it', async () => {
    await keep(chat('How do I reset my password?'));
    const strict = { ...shadow, 'Helicone-Cache-Semantic-Threshold': '0.99' };
    expect(await shadowOf(chat('How can I reset my password?'), strict)).toMatchObject({
      shadow: { difference: null },
    });
    expect(await shadowOf(chat('The glacier retreats'), shadow)).toEqual({
      status: 'miss',
      kind: null,
      shadow: null,
    });
  });

  it('leaves exact hits as they are', async () => {
    await keep(chat('How do I reset my password?'), shadow);
    expect(await shadowOf(chat('How do I reset my password?'), shadow)).toEqual({
      status: 'hit',
      kind: 'exact',
      shadow: null,
    });
  });
});

describe('another machine', () => {
  it('finds what this one was asked, and nothing more of what was purged', async () => {
    const beside = await startProxyBeside(proxy, environment());
    const there = (text: string, more: Record<string, string> = {}) =>
      outcome(chat(text), { 'Helicone-Cache-Save': 'false', ...more }, '/v1/chat/completions', beside);
    await keep(chat('How do I reset my password?'));
    await eventually(async () => expect(await there('How can I reset my password?')).toBe('HIT'));
    await keep(chat('Where is the nearest library?'));
    expect(await there('where is the nearest library')).toBe('HIT');
    await purgeAnswers(redis, proxy.organizationId, { seed: `seed ${seed}` });
    expect(await there('How can I reset my password?')).toBe('MISS');
    expect(await there('where is the nearest library')).toBe('MISS');
    await beside.close();
  });
});

describe('a purge', () => {
  it('takes the question with the answer', async () => {
    const first = await keep(chat('How do I reset my password?'));
    await purgeAnswers(redis, proxy.organizationId, { seed: `seed ${seed}` });
    expect(await questions((await recordOf(first)).cache?.key ?? '')).toEqual([]);
    expect(await outcome(chat('How can I reset my password?'))).toBe('MISS');
  });

  it('holds where an answer alone is gone, too', async () => {
    await keep(chat('How do I reset my password?'));
    await redis.del(await redis.keys('heliograph:cache:*:v:*'));
    expect(await outcome(chat('How can I reset my password?'))).toBe('MISS');
  });
});

describe('in the log', () => {
  it('neither the operator’s key nor a question', async () => {
    await keep(chat('How do I reset my canary?'));
    expect(proxy.logged()).not.toMatch(/canary/);
    expect(embeddings.requests[0]?.rawHeaders).toContain('Bearer sk-embeddings-canary');
  });
});
