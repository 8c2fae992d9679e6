import { createRateLimitRule } from '@heliograph/services/rate-limit-rule/create';
import { removeRateLimitRule } from '@heliograph/services/rate-limit-rule/remove';
import { updateRateLimitRule } from '@heliograph/services/rate-limit-rule/update';
import { recordSpends } from '@heliograph/services/api-key/record-spends';
import { updateApiKey } from '@heliograph/services/api-key/update';
import { Redis } from 'ioredis';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cuttableWay } from '../testing/cuttable-way.ts';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from '../testing/start-upstream.ts';

let upstream: TestUpstream;
let proxy: TestProxy;
let redis: Redis;
let way: Awaited<ReturnType<typeof cuttableWay>>;

beforeAll(async () => {
  upstream = await startUpstream();
  proxy = await startTestProxy({ OPENAI_BASE_URL: `${upstream.url}/v1` }, async (url) => {
    way = await cuttableWay(new URL(url));
    return way.url;
  });
  redis = new Redis(proxy.redisUrl);
  // 1,000 tokens of gpt-4o's output cost one cent.
  upstream.answer((_req, res) => {
    const usage = { prompt_tokens: 0, completion_tokens: 1_000, total_tokens: 1_000 };
    const choices = [{ index: 0, message: { role: 'assistant', content: 'x' }, finish_reason: 'stop' }];
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end(JSON.stringify({ object: 'chat.completion', model: 'gpt-4o', choices, usage }));
  });
});
afterAll(async () => {
  redis.disconnect();
  await proxy.close();
  await upstream.close();
});
afterEach(async () => {
  await proxy.db.rateLimitRule.deleteMany();
  // A test that had Postgres cut off leaves a proxy that has yet to hear of it.
  await eventually(async () => expect((await call(proxy.key)).headers.get('ratelimit')).toBeNull());
});

const context = () => ({
  db: proxy.db,
  actor: { type: 'api_key', organizationId: proxy.organizationId, apiKeyId: proxy.apiKeyId } as const,
});

function call(key: string, headers: Record<string, string> = {}, model = 'gpt-4o'): Promise<Response> {
  return fetch(`${proxy.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'Helicone-Auth': `Bearer ${key}`, ...headers },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hi' }], max_tokens: 1_000 }),
  });
}

async function statuses(times: number, ...args: Parameters<typeof call>): Promise<number[]> {
  const found = [];
  for (let i = 0; i < times; i++) found.push((await call(...args)).status);
  return found;
}

/** A key that the proxy knows, with what it may do. */
async function keyWith(changes: Omit<Parameters<typeof updateApiKey>[1], 'id'>) {
  const made = await proxy.makeKey('limited');
  await updateApiKey(context(), { id: made.id, ...changes });
  return made;
}

const rule = {
  name: 'Fair use',
  quota: 2,
  windowSeconds: 3_600,
  unit: 'request',
  segment: { by: 'global' },
  model: null,
  property: null,
  enabled: true,
} as const;

describe('a rule of the organization', () => {
  it('holds for all its requests within a second, and no longer than it is switched on', async () => {
    expect((await call(proxy.key)).headers.get('helicone-ratelimit-limit')).toBeNull();
    const { id } = await createRateLimitRule(context(), rule);
    await eventually(
      async () => expect((await call(proxy.key)).headers.get('helicone-ratelimit-limit')).toBe('2'),
      { timeout: 1_000 },
    );
    await call(proxy.key);
    const refused = await call(proxy.key);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({
      error: {
        message: expect.stringContaining('the rule "Fair use"'),
        details: { scope: 'rule', ruleId: id },
      },
    });
    const { record } = await proxy.recordOf(refused.headers.get('helicone-id') ?? '');
    expect(record.limitedBy).toEqual({ source: 'gateway', scope: 'rule', policy: '2;w=3600', ruleId: id });
    // A larger quota goes on from what was counted.
    await updateRateLimitRule(context(), { id, quota: 4 });
    await eventually(async () => expect((await call(proxy.key)).status).toBe(200), { timeout: 1_000 });
    await updateRateLimitRule(context(), { id, enabled: false });
    await eventually(async () => expect(await statuses(5, proxy.key)).toEqual(Array(5).fill(200)));
    await removeRateLimitRule(context(), { id });
  });

  it('is only for its model and its property, and counts requests without a user together', async () => {
    await createRateLimitRule(context(), { ...rule, quota: 1, model: 'gpt-4o*', segment: { by: 'user' } });
    await createRateLimitRule(context(), { ...rule, quota: 1, property: { name: 'team', value: 'a' } });
    await eventually(async () => expect((await call(proxy.key)).headers.get('ratelimit')).not.toBeNull());
    const ada = { 'Helicone-User-Id': 'ada' };
    expect(await statuses(2, proxy.key, ada)).toEqual([200, 429]);
    expect(await statuses(1, proxy.key)).toEqual([429]);
    expect(await statuses(3, proxy.key, {}, 'gpt-3.5-turbo')).toEqual([200, 200, 200]);
    const team = (name: string) => ({ 'Helicone-Property-Team': name });
    expect(await statuses(2, proxy.key, team('a'), 'gpt-3.5-turbo')).toEqual([200, 429]);
    expect(await statuses(2, proxy.key, team('b'), 'gpt-3.5-turbo')).toEqual([200, 200]);
  });

  it('goes on from memory while Postgres is away', async () => {
    await createRateLimitRule(context(), { ...rule, quota: 3 });
    await eventually(async () => expect((await call(proxy.key)).headers.get('ratelimit')).not.toBeNull());
    await way.cut();
    try {
      await eventually(async () => expect((await call(proxy.key)).status).toBe(429));
    } finally {
      await way.open();
    }
  });
});

describe('a key', () => {
  it('has limits of its own, beside those of others', async () => {
    const limits = [{ quota: 2, windowSeconds: 60, unit: 'request', segment: { by: 'global' } }] as const;
    const [one, other] = [await keyWith({ limits }), await keyWith({ limits })];
    expect(await statuses(3, one.key)).toEqual([200, 200, 429]);
    expect(await statuses(3, other.key)).toEqual([200, 200, 429]);
    expect(await (await call(one.key)).json()).toMatchObject({ error: { details: { scope: 'key' } } });
    await updateApiKey(context(), { id: one.id, limits: [] });
    await eventually(async () => expect((await call(one.key)).status).toBe(200), { timeout: 1_000 });
  });

  it('is refused from the moment it expires', async () => {
    const { id, key } = await keyWith({ expiresAt: new Date(Date.now() + 3_600_000) });
    expect((await call(key)).status).toBe(200);
    await updateApiKey(context(), { id, expiresAt: new Date(Date.now() + 300) });
    await eventually(async () => expect((await call(key)).status).toBe(401));
    const refused = await call(key);
    expect(refused.headers.get('helicone-error')).toBe('expired_api_key');
    await updateApiKey(context(), { id, expiresAt: null });
    await eventually(async () => expect((await call(key)).status).toBe(200), { timeout: 1_000 });
  });
});

describe('a monthly budget', () => {
  const today = () => new Date().toISOString().slice(0, 10);
  const spend = (apiKeyId: string, usd: string) =>
    recordSpends(proxy.db, [{ apiKeyId, day: today(), usd }], new Date());

  it('ends in 429 budget_exceeded until the next month, and clients are told not to try again', async () => {
    const { key } = await keyWith({ monthlyBudgetUsd: '0.03' });
    expect(await statuses(4, key)).toEqual([200, 200, 200, 429]);
    const refused = await call(key);
    const now = new Date();
    const left = (Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1) - now.getTime()) / 1000;
    expect(Math.abs(Number(refused.headers.get('retry-after')) - left)).toBeLessThan(60);
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'helicone-error': 'budget_exceeded',
      'helicone-ratelimit-policy': '3;w=month;u=cents;s=key',
      'helicone-ratelimit-source': 'gateway',
      'x-should-retry': 'false',
    });
    const { record } = await proxy.recordOf(refused.headers.get('helicone-id') ?? '');
    expect(record).toMatchObject({ errorCode: 'budget_exceeded', limitedBy: { scope: 'budget' } });
  });

  it('goes on from what the log says where Redis has lost its count, and never counts twice', async () => {
    const { id, key } = await keyWith({ monthlyBudgetUsd: '0.05' });
    expect(await statuses(2, key)).toEqual([200, 200]);
    // The worker has summed up the log: no more than what Redis knows already.
    await spend(id, '0.02');
    await updateApiKey(context(), { id, name: 'so that it is read anew', limits: [] });
    await redis.flushdb();
    await updateApiKey(context(), {
      id,
      limits: [{ quota: 1_000, windowSeconds: 60, unit: 'request', segment: { by: 'global' } }],
    });
    await eventually(async () => {
      const [budget] = await redis.keys(`*budget:${id}*`);
      const answer = await call(key);
      expect(answer.headers.get('ratelimit')).toContain('budget');
      expect(budget ?? answer.status).toBeDefined();
    });
    const rest = await statuses(5, key);
    // Five calls of one cent each in all: two before, three after.
    expect(rest.filter((status) => status === 200)).toHaveLength(2);
  });

  it('is hard even without Redis, as far as the log knows', async () => {
    const { id, key } = await keyWith({ monthlyBudgetUsd: '0.05' });
    await spend(id, '0.06');
    expect(await statuses(1, key)).toEqual([429]);
  });

  it('costs of other keys do not touch', async () => {
    const [one, other] = [
      await keyWith({ monthlyBudgetUsd: '0.01' }),
      await keyWith({ monthlyBudgetUsd: '0.01' }),
    ];
    expect(await statuses(2, one.key)).toEqual([200, 429]);
    expect(await statuses(2, other.key)).toEqual([200, 429]);
  });
});

describe('an organization’s own word on unreadable headers', () => {
  it('comes before the installation’s, within a second', async () => {
    const bad = { 'Helicone-Cache-Enabled': 'perhaps' };
    expect((await call(proxy.key, bad)).status).toBe(400);
    await proxy.db.organization.update({
      where: { id: proxy.organizationId },
      data: { headerPolicy: 'lenient' },
    });
    await eventually(async () => expect((await call(proxy.key, bad)).status).toBe(200), { timeout: 1_000 });
    await proxy.db.organization.update({ where: { id: proxy.organizationId }, data: { headerPolicy: null } });
  });
});
