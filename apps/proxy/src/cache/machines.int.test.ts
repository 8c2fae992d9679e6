import type { IncomingMessage, ServerResponse } from 'node:http';
import { Redis } from 'ioredis';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildProxy } from '../testing/build-proxy.ts';
import { chatAnswer, chatBody, chatEvents } from '../testing/chat-answers.ts';
import { type LeavingCall, startCall } from '../testing/start-call.ts';
import { startTestCluster } from '../testing/start-test-cluster.ts';
import { startProxyBeside, startTestProxy, type TestProxy } from '../testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from '../testing/start-upstream.ts';

let upstream: TestUpstream;
let proxy: TestProxy;
let beside: { url: string; close(): Promise<void> };
let redis: Redis;
let asked = 0;
let waiting: { req: IncomingMessage; res: ServerResponse; body: Buffer }[];

beforeAll(async () => {
  upstream = await startUpstream();
  proxy = await startTestProxy({ OPENAI_BASE_URL: upstream.url });
  beside = await startProxyBeside(proxy, { OPENAI_BASE_URL: upstream.url });
  redis = new Redis(proxy.redisUrl);
});
afterAll(async () => {
  redis.disconnect();
  await beside.close();
  await proxy.close();
  await upstream.close();
});
beforeEach(() => {
  waiting = [];
  upstream.answer((req, res, body) => void waiting.push({ req, res, body }));
  asked += 1;
});

const arrived = (calls: number) => eventually(() => expect(waiting).toHaveLength(calls));
const question = (more: object = {}) => chatBody(`machines ${asked}`, more);
const ask = (url: string, body = question(), key = proxy.key): LeavingCall =>
  startCall(url, body, { 'Helicone-Auth': `Bearer ${key}` });

function give(at: number, text = 'answer'): void {
  const res = waiting[at]?.res;
  res?.writeHead(200, { 'content-type': 'application/json' });
  res?.end(chatAnswer(text));
}

async function followers(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^heliograph_proxy_cache_followers (\d+)/m.exec(metrics)?.[1]);
}
const aboard = (here: number, there: number) =>
  eventually(async () =>
    expect([await followers(proxy.url), await followers(beside.url)]).toEqual([here, there]),
  );

/** One that calls here, and others that wait for it here and on another machine. */
async function together(here: number, there: number, body = question()) {
  const first = ask(proxy.url, body);
  await arrived(1);
  const near = Array.from({ length: here }, () => ask(proxy.url, body));
  const far = Array.from({ length: there }, () => ask(beside.url, body));
  await aboard(here, there);
  return { first, near, far };
}

describe('identical requests through two machines', () => {
  it('make one call: a hundred clients get its answer, each is logged, one pays', async () => {
    const { first, near, far } = await together(49, 50);
    give(0);
    const all = [first, ...near, ...far];
    for (const { answer } of all) expect((await answer).text).toBe(chatAnswer('answer'));
    expect(waiting).toHaveLength(1);
    for (const { id } of [...near, ...far]) {
      const { record } = await proxy.recordOf(id);
      expect(record).toMatchObject({ cacheHit: true, attempts: [], cache: { originalId: first.id } });
    }
    expect((await proxy.recordOf(first.id)).record.cacheHit).toBe(false);
  });

  it('get the same stream', async () => {
    const { first, far } = await together(0, 3, question({ stream: true }));
    waiting[0]?.res.writeHead(200, { 'content-type': 'text/event-stream' });
    waiting[0]?.res.end(chatEvents('one two', true).join(''));
    for (const { answer } of [first, ...far])
      expect((await answer).text).toBe(chatEvents('one two', false).join(''));
    expect(waiting).toHaveLength(1);
  });

  it('call each by itself where the first one gets an error', async () => {
    const { first, near, far } = await together(2, 2);
    waiting[0]?.res.writeHead(500).end('{}');
    expect((await first.answer).status).toBe(500);
    await arrived(5);
    for (const at of [1, 2, 3, 4]) give(at);
    for (const { answer } of [...near, ...far]) expect((await answer).status).toBe(200);
  });

  it('get the answer although the first client left', async () => {
    const { first, near, far } = await together(1, 2);
    first.leave();
    near[0]?.leave();
    await aboard(0, 2);
    give(0);
    for (const { answer } of far) expect((await answer).text).toBe(chatAnswer('answer'));
    expect((await proxy.recordOf(first.id)).record).toMatchObject({ outcome: 'cancelled', cacheHit: false });
    expect(waiting).toHaveLength(1);
  });

  it('end the call when the last one has left, wherever that is', async () => {
    const { first, far } = await together(0, 2);
    first.leave();
    far[0]?.leave();
    await aboard(0, 1);
    expect(waiting[0]?.res.destroyed).toBe(false);
    far[1]?.leave();
    await eventually(() => expect(waiting[0]?.res.destroyed).toBe(true));
    const again = ask(beside.url);
    await arrived(2);
    give(1);
    expect((await again.answer).headers['helicone-cache']).toBe('MISS');
  });

  it('see that the call is over although nobody told them', async () => {
    const { far } = await together(0, 2);
    await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
    give(0);
    for (const { answer } of far) expect((await answer).text).toBe(chatAnswer('answer'));
    expect(waiting).toHaveLength(1);
  });

  it('serve what another machine kept', async () => {
    const first = ask(proxy.url);
    await arrived(1);
    give(0);
    await first.answer;
    await eventually(async () =>
      expect((await ask(beside.url).answer).headers['helicone-cache']).toBe('HIT'),
    );
  });
});

describe('a process that is killed in the middle of a call', () => {
  it('is followed by one of those that waited for it', { timeout: 60_000 }, async () => {
    const built = await buildProxy();
    const env = { OPENAI_BASE_URL: upstream.url, PROXY_WORKERS: '2' };
    const cluster = await startTestCluster(built.file, env, (url) => Promise.resolve(url));
    const look = new Redis(cluster.redisUrl);
    try {
      const calls = [ask(cluster.url, question(), cluster.key)];
      await arrived(1);
      for (let i = 0; i < 8; i++) calls.push(ask(cluster.url, question(), cluster.key));
      const waitingProcesses = await eventually(async () => {
        const [name] = await look.keys('*:w:*');
        const processes = name === undefined ? [] : await look.smembers(name);
        expect(processes).toHaveLength(2);
        return processes;
      });
      const [flights] = await look.keys('*:f:*');
      const [leader = ''] = await look.zrange(flights ?? '', '0', '-1');
      const pid = Number(leader.split('-')[0]);
      expect(waitingProcesses.map((id) => Number(id.split('-')[0]))).toContain(pid);
      process.kill(pid, 'SIGKILL');
      await arrived(2);
      give(1);
      const answers = await Promise.all(calls.map(({ answer }) => answer));
      const served = answers.filter(({ status }) => status === 200);
      expect(served.length).toBeGreaterThan(0);
      for (const { text } of served) expect(text).toBe(chatAnswer('answer'));
      // Those of the killed process saw their connections break; nobody saw anything else.
      expect(answers.filter(({ status }) => status !== 200).every(({ error }) => error !== null)).toBe(true);
      expect(waiting).toHaveLength(2);
    } finally {
      look.disconnect();
      await cluster.close();
      await built.remove();
    }
  });
});
