import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chatAnswer, chatBody, chatEvents } from '../testing/chat-answers.ts';
import { type LeavingCall, startCall } from '../testing/start-call.ts';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from '../testing/start-upstream.ts';

let upstream: TestUpstream;
let proxy: TestProxy;
let asked = 0;
/** The calls that wait for an answer, oldest first. */
let waiting: { req: IncomingMessage; res: ServerResponse; body: Buffer }[];

beforeAll(async () => {
  upstream = await startUpstream();
  proxy = await startTestProxy({
    OPENAI_BASE_URL: upstream.url,
    CACHE_MAX_ENTRY_BYTES: '100000',
  });
});
afterAll(async () => {
  await proxy.close();
  await upstream.close();
});
beforeEach(() => {
  upstream.seen.length = 0;
  waiting = [];
  upstream.answer((req, res, body) => void waiting.push({ req, res, body }));
  asked += 1;
});

const arrived = (calls: number) => eventually(() => expect(waiting).toHaveLength(calls));

const start = (body: string, headers: Record<string, string> = {}): LeavingCall =>
  startCall(proxy.url, body, { 'Helicone-Auth': `Bearer ${proxy.key}`, ...headers });
const question = (more: object = {}) => chatBody(`coalesced ${asked}`, more);
const recordOf = async ({ id }: LeavingCall) => (await proxy.recordOf(id)).record;

/** Gives a whole answer to a call that waits. */
function give(at: number, text = 'answer'): void {
  const res = waiting[at]?.res;
  res?.writeHead(200, { 'content-type': 'application/json' });
  res?.end(chatAnswer(text));
}

/** Others that wait for the first one; none of them may have called by then. */
async function together(count: number, body = question(), headers: Record<string, string> = {}) {
  const first = start(body, headers);
  await arrived(1);
  const others = Array.from({ length: count }, () => start(body, headers));
  await waitUntilAboard(count);
  return { first, others };
}

async function gauge(name: string): Promise<number> {
  const metrics = await (await fetch(`${proxy.url}/metrics`)).text();
  return Number(new RegExp(`^heliograph_proxy_${name} (\\d+)`, 'm').exec(metrics)?.[1]);
}

/** Waits until so many clients wait for what another one asked for. */
async function waitUntilAboard(count: number): Promise<void> {
  await eventually(async () => expect(await gauge('cache_followers')).toBe(count));
}

/** Waits until the proxy knows that so many clients have left. */
async function untilNoticed(leave: () => void, count: number): Promise<void> {
  const before = await gauge('requests_in_flight');
  leave();
  await eventually(async () => expect(await gauge('requests_in_flight')).toBe(before - count));
}

describe('identical requests in flight', () => {
  it('make one call: a hundred clients get its answer, each is logged, one pays', async () => {
    const { first, others } = await together(99);
    give(0);
    const all = await Promise.all([first, ...others].map(({ answer }) => answer));
    expect(new Set(all.map(({ text }) => text))).toEqual(new Set([chatAnswer('answer')]));
    expect(all.map(({ headers }) => headers['helicone-cache-hit'])).toEqual([
      'false',
      ...others.map(() => 'true'),
    ]);
    expect(waiting).toHaveLength(1);
    expect(await recordOf(first)).toMatchObject({ cacheHit: false, cache: { status: 'miss' } });
    for (const other of others) {
      const record = await recordOf(other);
      expect(record).toMatchObject({
        cacheHit: true,
        attempts: [],
        cache: { status: 'coalesced', kind: 'exact', originalId: first.id },
      });
      expect(record.cache?.originalLatencyMs).toBeGreaterThan(0);
    }
  });

  it('get a stream piece by piece as it comes, late ones from its beginning', async () => {
    const first = start(question({ stream: true }));
    await arrived(1);
    const events = chatEvents('one two', true);
    const res = waiting[0]?.res;
    res?.writeHead(200, { 'content-type': 'text/event-stream' });
    res?.write(events.slice(0, 2).join(''));
    const early = start(question({ stream: true }));
    const [opened] = await Promise.all([early.answerBegins, first.answerBegins]);
    expect(opened).toContain('one');
    res?.end(events.slice(2).join(''));
    const all = await Promise.all([first.answer, early.answer]);
    for (const { text } of all) expect(text).toBe(chatEvents('one two', false).join(''));
    expect((await recordOf(early)).cache).toMatchObject({ status: 'coalesced', originalId: first.id });
  });

  it.each([500, 429, 404])('that end in a %i call each by itself, at once', async (status) => {
    const { first, others } = await together(4);
    waiting[0]?.res.writeHead(status, { 'content-type': 'application/json' });
    waiting[0]?.res.end('{"error":{"message":"x"}}');
    expect((await first.answer).status).toBe(status);
    await arrived(5);
    for (const at of [1, 2, 3, 4]) give(at, `own ${at}`);
    const texts = (await Promise.all(others.map(({ answer }) => answer))).map(({ text }) => text);
    expect(new Set(texts).size).toBe(4);
    for (const other of others) expect(await recordOf(other)).toMatchObject({ cache: { status: 'miss' } });
  });

  it('whose connection breaks before an answer call each by itself', async () => {
    const { first, others } = await together(2);
    waiting[0]?.res.destroy();
    expect((await first.answer).status).toBe(502);
    await arrived(3);
    for (const at of [1, 2]) give(at);
    for (const { answer } of others) expect((await answer).status).toBe(200);
  });

  it('break off together where the answer does', async () => {
    const { first, others } = await together(2, question({ stream: true }));
    waiting[0]?.res.writeHead(200, { 'content-type': 'text/event-stream' });
    waiting[0]?.res.write(chatEvents('one', true)[0]);
    await Promise.all([first, ...others].map(({ answerBegins }) => answerBegins));
    waiting[0]?.res.destroy();
    for (const call of [first, ...others]) {
      expect((await call.answer).text).toContain('"error":');
      expect(await recordOf(call)).toMatchObject({ outcome: 'failed' });
    }
    // Nothing of it was kept.
    const again = start(question({ stream: true }));
    await arrived(2);
    give(1);
    expect((await again.answer).headers['helicone-cache']).toBe('MISS');
  });

  it('all get an answer that is too long to be kept', async () => {
    const { first, others } = await together(3);
    const long = chatAnswer('x'.repeat(500_000));
    waiting[0]?.res.writeHead(200, { 'content-type': 'application/json' });
    waiting[0]?.res.end(long);
    for (const { answer } of [first, ...others]) expect((await answer).text.length).toBe(long.length);
    expect(waiting).toHaveLength(1);
    const again = start(question());
    await arrived(2);
    give(1);
    expect((await again.answer).headers['helicone-cache']).toBe('MISS');
  });

  it('wait for a compressed answer until it can be unpacked', async () => {
    const { first, others } = await together(2);
    waiting[0]?.res.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    waiting[0]?.res.end(gzipSync(chatAnswer('packed')));
    await first.answer;
    for (const { answer } of others) {
      const { text, headers } = await answer;
      expect([text, headers['content-encoding']]).toEqual([chatAnswer('packed'), undefined]);
    }
    expect(waiting).toHaveLength(1);
  });
});

describe('a client that leaves', () => {
  it('hurts nobody: one that waits', async () => {
    const { first, others } = await together(3);
    others[1]?.leave();
    await waitUntilAboard(2);
    give(0);
    for (const call of [first, others[0], others[2]]) expect((await call?.answer)?.status).toBe(200);
    const left = others[1];
    if (left !== undefined)
      expect(await recordOf(left)).toMatchObject({ outcome: 'cancelled', cache: { status: 'coalesced' } });
  });

  it('hurts nobody: the one whose call it is; its record has the whole usage', async () => {
    const { first, others } = await together(2);
    await untilNoticed(() => first.leave(), 1);
    give(0);
    for (const { answer } of others) expect((await answer).text).toBe(chatAnswer('answer'));
    const { record, responseBody } = await proxy.recordOf(first.id);
    expect(record).toMatchObject({ outcome: 'cancelled', cacheHit: false, cache: { status: 'miss' } });
    expect(Buffer.from(responseBody).toString()).toBe(chatAnswer('answer'));
    expect((await start(question()).answer).headers['helicone-cache']).toBe('HIT');
  });

  it('hurts nobody in the middle of a stream', async () => {
    const { first, others } = await together(2, question({ stream: true }));
    const events = chatEvents('one two three', true);
    const res = waiting[0]?.res;
    res?.writeHead(200, { 'content-type': 'text/event-stream' });
    res?.write(events.slice(0, 2).join(''));
    await first.answerBegins;
    await untilNoticed(() => {
      first.leave();
      others[0]?.leave();
    }, 2);
    res?.end(events.slice(2).join(''));
    expect((await others[1]?.answer)?.text).toBe(chatEvents('one two three', false).join(''));
    expect((await proxy.recordOf(first.id)).record.outcome).toBe('cancelled');
  });

  it('as the last one ends the call', async () => {
    const { first, others } = await together(2);
    first.leave();
    for (const other of others) other.leave();
    await eventually(() => expect(waiting[0]?.res.destroyed).toBe(true));
    for (const call of [first, ...others]) expect((await recordOf(call)).outcome).toBe('cancelled');
    const again = start(question());
    await arrived(2);
    give(1);
    expect((await again.answer).headers['helicone-cache']).toBe('MISS');
  });
});

describe('who waits for whom', () => {
  it('a bucket of three makes three calls and no fourth', async () => {
    const headers = { 'Helicone-Cache-Bucket-Max-Size': '3' };
    const leaders = [start(question(), headers)];
    await arrived(1);
    leaders.push(start(question(), headers));
    await arrived(2);
    leaders.push(start(question(), headers));
    await arrived(3);
    const others = Array.from({ length: 5 }, () => start(question(), headers));
    await waitUntilAboard(5);
    for (const at of [0, 1, 2]) give(at, `answer ${at}`);
    const texts = await Promise.all(others.map(async ({ answer }) => (await answer).text));
    for (const text of texts) expect(text).toMatch(/answer [012]/);
    await Promise.all(leaders.map(({ answer }) => answer));
    expect(waiting).toHaveLength(3);
  });

  it.each([
    ['only reads', { 'Helicone-Cache-Save': 'false' }],
    ['only saves', { 'Helicone-Cache-Read': 'false' }],
    ['is to be written nowhere', { 'Helicone-Omit-Response': 'true' }],
    ['has another seed', { 'Helicone-Cache-Seed': 'other' }],
  ])('not one that %s', async (_what, headers) => {
    const first = start(question());
    await arrived(1);
    const other = start(question(), headers);
    await arrived(2);
    give(0, 'one');
    give(1, 'two');
    expect((await first.answer).text).toBe(chatAnswer('one'));
    expect((await other.answer).text).toBe(chatAnswer('two'));
  });

  it('no longer than its own timeout', async () => {
    const first = start(question());
    await arrived(1);
    const other = start(question(), { 'Helicone-Timeout': '2000' });
    await arrived(2);
    give(1, 'own');
    expect((await other.answer).text).toBe(chatAnswer('own'));
    give(0);
    expect((await first.answer).text).toBe(chatAnswer('answer'));
  });
});
