import { gzipSync } from 'node:zlib';
import OpenAI, { APIError } from 'openai';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headerValue } from '../../respond/header-value.ts';
import { findNowhere } from '../../testing/find-nowhere.ts';
import { answerWith, hangUp, playAnswers, streamOf } from '../../testing/play-answers.ts';
import { openRaw } from '../../testing/raw-http.ts';
import { startTestProxy, type TestProxy } from '../../testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from '../../testing/start-upstream.ts';

let upstream: TestUpstream;
let proxy: TestProxy;
let nowhere: string;

beforeAll(async () => {
  upstream = await startUpstream();
  nowhere = await findNowhere();
  proxy = await startTestProxy({
    OPENAI_BASE_URL: upstream.url,
    ANTHROPIC_BASE_URL: upstream.url,
    TOGETHER_BASE_URL: nowhere,
    UPSTREAM_HEADERS_TIMEOUT_MS: '1000',
    UPSTREAM_IDLE_TIMEOUT_MS: '1000',
    MAX_BODY_BYTES: '20000000',
  });
});
afterAll(async () => {
  await proxy.close();
  await upstream.close();
});

const FAST = {
  'Helicone-Retry-Enabled': 'true',
  'Helicone-Retry-Min-Timeout': '1',
  'Helicone-Retry-Max-Timeout': '20',
};
const BODY = '{"model":"gpt-4o","messages":[{"role":"user","content":"Hello!"}]}';

function call(
  headers: Record<string, string> = {},
  path = '/v1/chat/completions',
  body: string | Uint8Array = BODY,
): Promise<Response> {
  return fetch(proxy.url + path, {
    method: 'POST',
    body,
    headers: { 'Helicone-Auth': `Bearer ${proxy.key}`, ...headers },
  });
}
const recordOf = (answer: Response) => proxy.recordOf(answer.headers.get('helicone-id') ?? '');
const OK = answerWith(200, { ok: true });

describe('a call that fails for a passing reason', () => {
  it.each([408, 409, 425, 429, 500, 502, 503, 504, 505, 529])('%i is made again', async (status) => {
    playAnswers(upstream, [answerWith(status), OK]);
    const answer = await call(FAST);
    expect([answer.status, await answer.text()]).toEqual([200, '{"ok":true}']);
    expect(answer.headers.get('helicone-attempts')).toBe('2');
    expect(answer.headers.get('helicone-status')).toBe('success');
    expect(upstream.seen.map(({ body }) => body.toString())).toEqual([BODY, BODY]);
    const { record, responseBody } = await recordOf(answer);
    expect(record).toMatchObject({
      status: 200,
      outcome: 'success',
      attempts: [
        { status, called: true, next: { kind: 'retry', reason: `status ${status}` } },
        { status: 200, error: null, next: null },
      ],
    });
    const [first, second] = record.attempts;
    expect(first?.next?.waitMs).toBeLessThanOrEqual(1);
    expect(second?.startedAtMs).toBeGreaterThanOrEqual((first?.startedAtMs ?? 0) + (first?.durationMs ?? 0));
    expect(Buffer.from(responseBody).toString()).toBe('{"ok":true}');
  });

  it.each([400, 401, 403, 404, 413, 422, 501])('%i is not one of those', async (status) => {
    playAnswers(upstream, [answerWith(status, { error: {} }, { 'x-request-id': 'r1' })]);
    const answer = await call(FAST);
    expect([answer.status, await answer.text()]).toEqual([status, '{"error":{}}']);
    expect(answer.headers.get('helicone-attempts')).toBe('1');
    expect(answer.headers.get('x-should-retry')).toBeNull();
    expect(upstream.seen).toHaveLength(1);
  });

  it('is not made again unless that was asked for', async () => {
    const off: Record<string, string> = { 'Helicone-Retry-Enabled': 'false', 'Helicone-Retry-Num': '5' };
    for (const headers of [{}, off]) {
      playAnswers(upstream, [answerWith(503), OK]);
      const answer = await call(headers);
      expect(answer.status).toBe(503);
      expect(answer.headers.get('helicone-attempts')).toBeNull();
      expect(upstream.seen).toHaveLength(1);
    }
  });

  it('hands its last answer over with all attempts when the retries are used up', async () => {
    const headers = { 'retry-after-ms': '2', 'x-request-id': 'r9', 'x-should-retry': 'true' };
    playAnswers(upstream, [
      answerWith(500, 'first'),
      hangUp,
      answerWith(429, { error: { message: 'slow down' } }, headers),
    ]);
    const answer = await call({ ...FAST, 'Helicone-Retry-Num': '2' });
    expect(answer.status).toBe(429);
    expect(await answer.json()).toEqual({ error: { message: 'slow down' } });
    expect(answer.headers.get('x-request-id')).toBe('r9');
    expect(answer.headers.get('x-should-retry')).toBe('false');
    expect(answer.headers.get('helicone-attempts')).toBe('3');
    const { record } = await recordOf(answer);
    expect(record).toMatchObject({ status: 429, outcome: 'failed', errorCode: null });
    expect(record.attempts).toMatchObject([
      { status: 500, next: { reason: 'status 500' } },
      {
        status: null,
        error: expect.stringContaining('could not be reached'),
        next: { reason: 'not reached' },
      },
      { status: 429, next: null },
    ]);
  });

  it('is made again where the server can’t be reached, and told so in the end', async () => {
    const answer = await call({ ...FAST, 'Helicone-Retry-Num': '3' }, '/together/v1/chat/completions');
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ error: { code: 'upstream_unreachable' } });
    expect(answer.headers.get('helicone-attempts')).toBe('4');
    expect(answer.headers.get('x-should-retry')).toBe('false');
    const { record } = await recordOf(answer);
    expect(record.attempts).toHaveLength(4);
    expect(record).toMatchObject({ status: 502, errorCode: 'upstream_unreachable' });
  });

  it('is made again where the answer doesn’t begin in time, each with its own Helicone-Timeout', async () => {
    playAnswers(upstream, [() => undefined, () => undefined, OK]);
    const answer = await call({ ...FAST, 'Helicone-Timeout': '40' });
    expect(answer.status).toBe(200);
    const { record } = await recordOf(answer);
    expect(record.attempts).toMatchObject([
      { status: null, next: { reason: 'no answer in time' } },
      { status: null, next: { reason: 'no answer in time' } },
      { status: 200 },
    ]);
  });

  it('keeps its connection where the failure’s body was read, and loses it where it was not', async () => {
    const sockets = new Set<unknown>();
    const noting =
      (then: ReturnType<typeof answerWith>) =>
      (...[res, body]: Parameters<typeof then>) => {
        sockets.add(res.socket);
        then(res, body);
      };
    playAnswers(upstream, [noting(answerWith(503, 'short')), noting(OK)]);
    await call(FAST);
    expect(sockets.size).toBe(1);
    const closed = new Promise<void>((resolve) => {
      playAnswers(upstream, [
        (res) => {
          sockets.add(res.socket);
          res.once('close', () => resolve());
          res.writeHead(503);
          // More than anybody holds, and no end of it.
          res.write('x'.repeat(200_000));
        },
        noting(OK),
      ]);
    });
    const answer = await call(FAST);
    expect([answer.status, await answer.text()]).toEqual([200, '{"ok":true}']);
    await closed;
    expect(sockets.size).toBe(2);
  });

  it('with a failure that is larger than what is held streams it through when nothing follows', async () => {
    const large = 'y'.repeat(300_000);
    playAnswers(upstream, [answerWith(503, large)]);
    const answer = await call({ ...FAST, 'Helicone-Retry-Num': '1' });
    expect([answer.status, await answer.text()]).toEqual([503, large]);
    expect((await recordOf(answer)).record.attempts).toHaveLength(2);
  });
});

describe('the wait before a retry', () => {
  it.each([
    ['retry-after-ms', '15', 15],
    ['x-ms-retry-after-ms', '12', 12],
    ['retry-after', '0.01', 10],
    ['x-ratelimit-reset-requests', '14ms', 14],
  ])('is at least what %s: %s asks for', async (name, value, ms) => {
    playAnswers(upstream, [answerWith(429, {}, { [name]: value }), OK]);
    const { record } = await recordOf(await call(FAST));
    expect(record.attempts[0]?.next?.waitMs).toBe(ms);
    expect((record.attempts[1]?.startedAtMs ?? 0) - (record.attempts[0]?.startedAtMs ?? 0)).toBeGreaterThan(
      ms - 1,
    );
  });

  it('goes no further than the ceiling', async () => {
    playAnswers(upstream, [answerWith(429, {}, { 'retry-after': '3600' }), OK]);
    const { record } = await recordOf(await call(FAST));
    expect(record.attempts[0]?.next?.waitMs).toBe(20);
  });

  it('is not begun where it goes beyond the deadline: the client gets the 429 with its hint, and may wait itself', async () => {
    playAnswers(upstream, [answerWith(429, {}, { 'retry-after': '3600' })]);
    const answer = await call({ ...FAST, 'Helicone-Retry-Deadline': '60000' });
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('3600');
    expect(answer.headers.get('x-should-retry')).toBeNull();
    expect(answer.headers.get('helicone-warning')).toMatch(/deadline/);
    expect(upstream.seen).toHaveLength(1);
  });

  it('ends with the client’s patience: nothing more is called', async () => {
    playAnswers(upstream, [answerWith(503, {}, { 'retry-after': '600' }), OK]);
    const id = '0192f1a0-7b1c-7c3d-8e4f-0000000000c1';
    const raw = openRaw(proxy.port);
    raw.socket.write(
      `GET /v1/models HTTP/1.1\r\nHost: h\r\nHelicone-Auth: Bearer ${proxy.key}\r\nHelicone-Request-Id: ${id}\r\nHelicone-Retry-Enabled: true\r\nHelicone-Retry-Max-Timeout: 600000\r\n\r\n`,
    );
    await eventually(() => expect(upstream.seen).toHaveLength(1));
    await new Promise((resolve) => setImmediate(resolve));
    raw.socket.destroy();
    const { record } = await proxy.recordOf(id);
    expect(record).toMatchObject({ outcome: 'cancelled', status: 0 });
    expect(record.attempts).toHaveLength(1);
    expect(upstream.seen).toHaveLength(1);
  });
});

it('a client that leaves ends the retry that is under way', async () => {
  let ended = 0;
  playAnswers(upstream, [answerWith(503), (res) => void res.once('close', () => ended++)]);
  const id = '0192f1a0-7b1c-7c3d-8e4f-0000000000c2';
  const raw = openRaw(proxy.port);
  raw.socket.write(
    `GET /v1/models HTTP/1.1\r\nHost: h\r\nHelicone-Auth: Bearer ${proxy.key}\r\nHelicone-Request-Id: ${id}\r\nHelicone-Retry-Enabled: true\r\nHelicone-Retry-Min-Timeout: 1\r\n\r\n`,
  );
  await eventually(() => expect(upstream.seen).toHaveLength(2));
  raw.socket.destroy();
  await eventually(() => expect(ended).toBe(1));
  const { record } = await proxy.recordOf(id);
  expect(record).toMatchObject({ outcome: 'cancelled', attempts: [{ status: 503 }, { status: null }] });
  expect(upstream.seen).toHaveLength(2);
});

describe('the deadline', () => {
  it('gives up on a call that hasn’t begun to answer', async () => {
    playAnswers(upstream, [() => undefined]);
    const answer = await call({ ...FAST, 'Helicone-Retry-Deadline': '80' });
    expect(answer.status).toBe(504);
    expect(await answer.json()).toMatchObject({
      error: { message: expect.stringMatching(/Helicone-Retry-Deadline/) },
    });
    expect((await recordOf(answer)).record.attempts).toMatchObject([
      { status: null, error: expect.stringMatching(/Deadline/), next: null },
    ]);
  });

  it('doesn’t end an answer that has begun', async () => {
    playAnswers(upstream, [
      streamOf(['data: {"choices":[{"delta":{"content":"a"}}]}\n\n'], (res) =>
        setTimeout(() => res.end('data: [DONE]\n\n'), 250),
      ),
    ]);
    const answer = await call({ ...FAST, 'Helicone-Retry-Deadline': '150' });
    expect(await answer.text()).toMatch(/\[DONE\]/);
    expect((await recordOf(answer)).record).toMatchObject({ outcome: 'success' });
  });
});

describe('what is not retried', () => {
  it('is a 429 for a quota that is used up, compressed or not', async () => {
    const spent = JSON.stringify({ error: { type: 'insufficient_quota', code: 'insufficient_quota' } });
    playAnswers(upstream, [answerWith(429, spent)]);
    expect((await call(FAST)).status).toBe(429);
    expect(upstream.seen).toHaveLength(1);
    playAnswers(upstream, [
      (res) => {
        res.writeHead(429, { 'content-encoding': 'gzip' });
        res.end(gzipSync(spent));
      },
    ]);
    const answer = await call(FAST);
    expect(await answer.text()).toBe(spent);
    expect(answer.headers.get('x-should-retry')).toBe('false');
    expect(upstream.seen).toHaveLength(1);
  });

  it('is what the provider asks not to be retried', async () => {
    playAnswers(upstream, [answerWith(503, {}, { 'x-should-retry': 'false' })]);
    const answer = await call(FAST);
    expect(answer.headers.get('x-should-retry')).toBe('false');
    expect(upstream.seen).toHaveLength(1);
  });

  it('is what makes something that stays, unless nothing was sent or it has an Idempotency-Key', async () => {
    playAnswers(upstream, [hangUp]);
    const answer = await call(FAST, '/v1/images/generations');
    expect(answer.status).toBe(502);
    expect(answer.headers.get('helicone-warning')).toMatch(/Idempotency-Key/);
    expect(upstream.seen).toHaveLength(1);

    playAnswers(upstream, [hangUp, OK]);
    const keyed = await call({ ...FAST, 'Idempotency-Key': 'k1' }, '/v1/images/generations');
    expect(keyed.status).toBe(200);
    const keys = upstream.seen.map(({ rawHeaders }) => headerValue(rawHeaders, 'idempotency-key'));
    expect(keys).toEqual(['k1', 'k1']);

    const unreached = await call({ ...FAST, 'Helicone-Retry-Num': '2' }, '/together/v1/images/generations');
    expect(unreached.headers.get('helicone-attempts')).toBe('3');
  });

  it('is a body that is not kept, which is said', async () => {
    playAnswers(upstream, [answerWith(503), OK]);
    const answer = await call(FAST, '/v1/chat/completions', new Uint8Array(9_000_000));
    expect(answer.status).toBe(503);
    expect(answer.headers.get('helicone-warning')).toMatch(
      /no retries and no fallback: the body is too long/,
    );
    expect(upstream.seen).toHaveLength(1);
  });

  it('is what we refuse ourselves', async () => {
    const answer = await call({ ...FAST, 'Helicone-Target-Url': 'http://127.0.0.1:1' });
    expect(answer.status).toBe(400);
    expect((await recordOf(answer)).record.attempts).toHaveLength(1);
  });
});

describe('a stream', () => {
  const DELTA = 'data: {"choices":[{"index":0,"delta":{"content":"Hi"}}]}\n\n';
  const ROLE = 'data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}\n\n';
  const STREAM = '{"model":"gpt-4o","stream":true}';
  const cut = (res: { destroy(): void }) => setImmediate(() => res.destroy());

  it.each([
    ['before its first byte', []],
    ['before its first content', [ROLE]],
  ])('that dies %s is begun anew, and the client sees one', async (_when, pieces) => {
    playAnswers(upstream, [streamOf(pieces, cut), streamOf([ROLE, DELTA, 'data: [DONE]\n\n'])]);
    const answer = await call(FAST, '/v1/chat/completions', STREAM);
    expect(await answer.text()).toBe(`${ROLE}${DELTA}data: [DONE]\n\n`);
    expect((await recordOf(answer)).record).toMatchObject({
      outcome: 'success',
      attempts: [
        { status: 200, next: { kind: 'retry', reason: 'broken answer' } },
        { status: 200, next: null },
      ],
    });
  });

  it('that dies after its first content is never begun anew', async () => {
    playAnswers(upstream, [streamOf([DELTA], cut), streamOf([DELTA])]);
    const answer = await call(FAST, '/v1/chat/completions', STREAM);
    expect(await answer.text()).toMatch(/upstream_invalid_response/);
    expect(upstream.seen).toHaveLength(1);
  });

  it('whose first event says that the provider is overloaded counts as failed', async () => {
    const start = 'event: ping\ndata: {"type":"ping"}\n\n';
    const overloaded =
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n';
    const good = 'event: content_block_delta\ndata: {"type":"content_block_delta","delta":{"text":"Hi"}}\n\n';
    playAnswers(upstream, [streamOf([start, overloaded]), streamOf([start, good])]);
    const answer = await call(FAST, '/anthropic/v1/messages', '{"stream":true}');
    expect(await answer.text()).toBe(start + good);
    expect((await recordOf(answer)).record.attempts).toMatchObject([
      { status: 200, next: { reason: 'overloaded_error in the stream' } },
      { status: 200 },
    ]);
    playAnswers(upstream, [streamOf([start, overloaded])]);
    const last = await call(
      { ...FAST, 'Helicone-Retry-Num': '1' },
      '/anthropic/v1/messages',
      '{"stream":true}',
    );
    expect([last.status, await last.text()]).toEqual([200, start + overloaded]);
    expect(upstream.seen).toHaveLength(2);
  });

  it('is still asked for its usage, by each attempt anew', async () => {
    playAnswers(upstream, [
      answerWith(503),
      answerWith(400, 'no stream_options here'),
      streamOf([DELTA, 'data: [DONE]\n\n']),
    ]);
    const answer = await call(FAST, '/openai/v1/chat/completions', STREAM);
    expect(await answer.text()).toBe(`${DELTA}data: [DONE]\n\n`);
    expect(upstream.seen.map(({ body }) => body.includes('include_usage'))).toEqual([true, true, false]);
    expect(answer.headers.get('helicone-attempts')).toBe('3');
    expect((await recordOf(answer)).record.attempts).toMatchObject([
      { status: 503, next: { kind: 'retry' } },
      { status: 400, error: 'stream_options was refused', next: { kind: 'retry' } },
      { status: 200, next: null },
    ]);
  });
});

it('an SDK’s own retries don’t multiply ours', async () => {
  const client = new OpenAI({
    baseURL: `${proxy.url}/v1`,
    apiKey: 'sk-provider',
    defaultHeaders: { 'Helicone-Auth': `Bearer ${proxy.key}` },
    maxRetries: 2,
  });
  playAnswers(upstream, [answerWith(503, {}, { 'retry-after-ms': '1' })]);
  const ask = (headers: Record<string, string>) =>
    client.chat.completions.create(
      { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello!' }] },
      { headers },
    );
  await expect(ask({ ...FAST, 'Helicone-Retry-Num': '4' })).rejects.toBeInstanceOf(APIError);
  expect(upstream.seen).toHaveLength(5);
  upstream.seen.length = 0;
  await expect(ask({})).rejects.toBeInstanceOf(APIError);
  expect(upstream.seen).toHaveLength(3);
});
