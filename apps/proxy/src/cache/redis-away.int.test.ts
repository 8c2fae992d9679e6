import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { freshRedis } from '@heliograph/stack/testing/services';
import { answerChat, chatBody } from '../testing/chat-answers.ts';
import { silentWay, type SilentWay } from '../testing/silent-way.ts';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from '../testing/start-upstream.ts';

let upstream: TestUpstream;
let proxy: TestProxy;
let way: SilentWay;
let redis: Awaited<ReturnType<typeof freshRedis>>;

beforeAll(async () => {
  upstream = await startUpstream();
  redis = await freshRedis();
  way = await silentWay(new URL(redis.url));
  proxy = await startTestProxy({
    OPENAI_BASE_URL: upstream.url,
    CACHE_REDIS_URL: way.url,
    CACHE_REDIS_SILENCE_MS: '50',
  });
});
afterAll(async () => {
  await proxy.close();
  await way.close();
  await redis.release();
  await upstream.close();
});
beforeEach(() => upstream.answer(answerChat()));

function call(question: string): Promise<Response> {
  return fetch(`${proxy.url}/v1/chat/completions`, {
    method: 'POST',
    body: chatBody(question),
    headers: { 'Helicone-Auth': `Bearer ${proxy.key}`, 'Helicone-Cache-Enabled': 'true' },
  });
}

it('a silent Redis costs no request its answer: all go to the provider and say so; then the cache is back', async () => {
  expect((await call('a')).headers.get('helicone-cache')).toBe('MISS');
  expect((await call('a')).headers.get('helicone-cache')).toBe('HIT');
  way.silence();
  const answers = await Promise.all(Array.from({ length: 30 }, () => call('a')));
  for (const answer of answers) {
    expect(answer.status).toBe(200);
    expect(answer.headers.get('helicone-cache')).toBe('MISS');
    expect(answer.headers.get('helicone-warning')).toContain('the cache was skipped: Redis does not answer');
  }
  const { record } = await proxy.recordOf(answers[0]?.headers.get('helicone-id') ?? '');
  expect(record).toMatchObject({ outcome: 'success', cacheHit: false, cache: { status: 'miss' } });
  expect(record.warnings).toEqual(['the cache was skipped: Redis does not answer']);
  way.speak();
  await eventually(async () => expect((await call('a')).headers.get('helicone-cache')).toBe('HIT'));
});

it('a call under way when Redis falls silent ends as ever, and nothing is left behind that others would wait for', async () => {
  upstream.answer((_req, res) => {
    way.silence();
    res.setHeader('content-type', 'application/json').end('{"choices":[]}');
  });
  const answer = await call('b');
  expect(await answer.text()).toBe('{"choices":[]}');
  way.speak();
  upstream.answer(answerChat());
  await eventually(async () => expect((await call('b')).headers.get('helicone-cache')).toBe('HIT'));
});
