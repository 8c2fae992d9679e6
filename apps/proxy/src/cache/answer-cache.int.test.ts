import { brotliCompressSync, gzipSync } from 'node:zlib';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerChat, chatAnswer, chatBody, chatEvents } from '../testing/chat-answers.ts';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from '../testing/start-upstream.ts';

let upstream: TestUpstream;
let proxy: TestProxy;
let asked = 0;

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
  upstream.answer(answerChat());
  asked += 1;
});

/** A question that no other test asks. */
const body = (more: object = {}) => chatBody(`question ${asked}`, more);

function call(sent: string, headers: Record<string, string> = {}, path = '/v1/chat/completions') {
  return fetch(proxy.url + path, {
    method: 'POST',
    body: sent,
    headers: {
      'Helicone-Auth': `Bearer ${proxy.key}`,
      'Helicone-Cache-Enabled': 'true',
      'content-type': 'application/json',
      ...headers,
    },
  });
}
async function outcome(answer: Response) {
  const text = await answer.text();
  return [answer.headers.get('helicone-cache') ?? '', /answer \d+/.exec(text)?.[0] ?? text];
}
const outcomes = async (...calls: [sent: string, headers?: Record<string, string>][]) => {
  const all = [];
  for (const args of calls) all.push((await outcome(await call(...args))).join(' '));
  return all;
};
const recordOf = async (answer: Response) =>
  (await proxy.recordOf(answer.headers.get('helicone-id') ?? '')).record;

describe('the second identical call', () => {
  it('is answered from the cache: same body and headers, and what is needed to know it', async () => {
    const miss = await call(body(), { Authorization: 'Bearer one' });
    expect(Object.fromEntries(miss.headers)).toMatchObject({
      'helicone-cache': 'MISS',
      'helicone-cache-hit': 'false',
    });
    expect(miss.headers.get('age')).toBeNull();
    const hit = await call(body(), { Authorization: 'Bearer other' });
    expect(Object.fromEntries(hit.headers)).toMatchObject({
      'helicone-cache': 'HIT',
      'helicone-cache-hit': 'true',
      'helicone-cache-bucket-idx': '0',
      'helicone-cache-latency': expect.stringMatching(/^\d+$/) as string,
      age: expect.stringMatching(/^\d+$/) as string,
      'helicone-status': 'success',
      'x-request-id': 'req_1',
      'content-type': 'application/json',
    });
    expect(hit.headers.get('helicone-id')).not.toBe(miss.headers.get('helicone-id'));
    expect(await hit.text()).toBe(await miss.text());
    expect(upstream.seen).toHaveLength(1);
  });

  it('is logged as a hit with the usage of the original and a reference to it, and no attempt', async () => {
    const miss = await recordOf(await call(body()));
    expect(miss).toMatchObject({ cacheHit: false, cache: { status: 'miss', kind: null, originalId: null } });
    expect(miss.attempts).toHaveLength(1);
    const answer = await call(body());
    const { record, responseBody } = await proxy.recordOf(answer.headers.get('helicone-id') ?? '');
    expect(record).toMatchObject({
      cacheHit: true,
      status: 200,
      outcome: 'success',
      attempts: [],
      cache: { status: 'hit', kind: 'exact', key: miss.cache?.key, originalId: miss.id, similarity: null },
    });
    expect(record.cache?.key).toMatch(/^[0-9a-f]{64}$/);
    expect(record.cache?.originalLatencyMs).toBeGreaterThan(0);
    expect(JSON.parse(Buffer.from(responseBody).toString())).toMatchObject({ usage: { total_tokens: 20 } });
  });

  it('is one whatever the order of keys, white space and number forms', async () => {
    await (await call('{"model":"m","n":1,"messages":[{"role":"user","content":"a"}]}')).text();
    const other = '{ "messages" : [ {"content":"\\u0061", "role":"user"} ],\n "n": 1.0, "model":"m" }';
    expect((await call(other)).headers.get('helicone-cache')).toBe('HIT');
  });

  it('is none for another organization', async () => {
    const { organizationId } = proxy;
    const other = await proxy.makeOrganization();
    await (await call(body())).text();
    const answer = await call(body(), { 'Helicone-Auth': `Bearer ${other.key}` });
    expect(await outcome(answer)).toEqual(['MISS', 'answer 2']);
    const record = await recordOf(answer);
    expect(record.organizationId).toBe(other.organizationId);
    expect(record.organizationId).not.toBe(organizationId);
  });

  it('is none without the header: such a call has no part in the cache', async () => {
    const off = { 'Helicone-Cache-Enabled': 'false' };
    expect(await outcomes([body(), off], [body(), off], [body()])).toEqual([
      ' answer 1',
      ' answer 2',
      'MISS answer 3',
    ]);
    const record = await recordOf(await call(body(), off));
    expect(record.cache).toBeNull();
  });
});

describe('what makes another request', () => {
  it.each([
    ['another body', {}, () => body({ n: 2 }), undefined],
    ['another seed', { 'Helicone-Cache-Seed': 's' }, () => body(), undefined],
    ['another path', {}, () => body(), '/v1/completions'],
    ['another query', {}, () => body(), '/v1/chat/completions?api-version=2'],
    ['a header that changes the answer', { 'OpenAI-Beta': 'x' }, () => body(), undefined],
  ])('%s', async (_what, headers, other, path) => {
    await (await call(body())).text();
    expect((await call(other(), headers, path)).headers.get('helicone-cache')).toBe('MISS');
  });

  it.each([
    ['a provider key', { Authorization: 'Bearer other' }, undefined],
    ['a key in the query', {}, '/v1/chat/completions?key=secret'],
    [
      'trace headers',
      { traceparent: '00-1', 'Helicone-Session-Id': 's', 'Helicone-Property-A': 'b' },
      undefined,
    ],
    ['what the client takes', { 'Accept-Encoding': 'br', 'User-Agent': 'other' }, undefined],
  ])('not %s', async (_what, headers, path) => {
    await (await call(body())).text();
    expect((await call(body(), headers, path)).headers.get('helicone-cache')).toBe('HIT');
  });

  it('not keys that are to be ignored', async () => {
    const ignoring = { 'Helicone-Cache-Ignore-Keys': 'user, metadata.trace' };
    const first = body({ user: 'a', metadata: { trace: 1, team: 1 } });
    const second = body({ user: 'b', metadata: { trace: 2, team: 1 } });
    const third = body({ user: 'b', metadata: { trace: 2, team: 2 } });
    expect(await outcomes([first, ignoring], [second, ignoring], [third, ignoring], [second])).toEqual([
      'MISS answer 1',
      'HIT answer 1',
      'MISS answer 2',
      'MISS answer 3',
    ]);
  });

  it('not the boundary of a form', async () => {
    const form = (text: string): FormData => {
      const data = new FormData();
      data.set('model', `whisper ${asked}`);
      data.set('file', new File([text], 'a.wav'));
      return data;
    };
    const send = async (text: string) => {
      const { headers, ...init } = { method: 'POST', body: form(text), headers: {} };
      const answer = await fetch(`${proxy.url}/v1/audio/transcriptions`, {
        ...init,
        headers: { ...headers, 'Helicone-Auth': `Bearer ${proxy.key}`, 'Helicone-Cache-Enabled': 'true' },
      });
      return answer.headers.get('helicone-cache');
    };
    expect([await send('one'), await send('one'), await send('two')]).toEqual(['MISS', 'HIT', 'MISS']);
  });
});

describe('halves and ages', () => {
  const read = { 'Helicone-Cache-Enabled': 'false', 'Helicone-Cache-Read': 'true' };
  const save = { 'Helicone-Cache-Enabled': 'false', 'Helicone-Cache-Save': 'true' };

  it('reads without saving, saves without reading', async () => {
    expect(await outcomes([body(), read], [body(), save], [body(), read], [body(), save], [body()])).toEqual([
      'MISS answer 1',
      'MISS answer 2',
      'HIT answer 2',
      // One that doesn't read brings a new answer, which takes the old one's place.
      'MISS answer 3',
      'HIT answer 3',
    ]);
  });

  it.each(['no-store', 'max-age=0'])('%s keeps nothing', async (control) => {
    expect(await outcomes([body(), { 'Cache-Control': control }], [body()])).toEqual([
      'MISS answer 1',
      'MISS answer 2',
    ]);
  });

  it('no-cache asks anew and keeps that', async () => {
    expect(await outcomes([body()], [body(), { 'Cache-Control': 'no-cache' }], [body()])).toEqual([
      'MISS answer 1',
      'MISS answer 2',
      'HIT answer 2',
    ]);
  });

  it('max-age ends an answer', async () => {
    await (await call(body(), { 'Cache-Control': 'max-age=1' })).text();
    expect((await call(body())).headers.get('helicone-cache')).toBe('HIT');
    await eventually(async () => {
      const answer = await call(body(), { 'Helicone-Cache-Save': 'false' });
      expect(answer.headers.get('helicone-cache')).toBe('MISS');
    });
  });

  it('max-age refuses an older answer, whatever it was kept for', async () => {
    await (await call(body())).text();
    await eventually(async () => {
      const answer = await call(body(), { 'Cache-Control': 'max-age=1' });
      await answer.text();
      expect(answer.headers.get('helicone-cache')).toBe('MISS');
    });
    // It is kept once its last byte has gone out.
    await eventually(async () => {
      const again = await call(body());
      expect(await outcome(again)).toEqual(['HIT', 'answer 2']);
    });
  });
});

describe('buckets', () => {
  const sized = (size: number, mode?: string) => ({
    'Helicone-Cache-Bucket-Max-Size': String(size),
    ...(mode === undefined ? {} : { 'Helicone-Cache-Bucket-Mode': mode }),
  });

  it.each([
    ['20 is variety: the second call is a miss', sized(20), 'MISS'],
    ['21 is capacity: the second call is a hit', sized(21), 'HIT'],
    ['20 as capacity', sized(20, 'capacity'), 'HIT'],
    ['21 as variety', sized(21, 'variety'), 'MISS'],
    ['1 is one answer', sized(1), 'HIT'],
  ])('%s', async (_what, headers, second) => {
    const seeded = { ...headers, 'Helicone-Cache-Seed': `${asked}` };
    await (await call(body(), seeded)).text();
    expect((await call(body(), seeded)).headers.get('helicone-cache')).toBe(second);
  });

  it('variety: up to N different answers, then one at random', async () => {
    const first = await outcomes([body(), sized(3)], [body(), sized(3)], [body(), sized(3)]);
    expect(first).toEqual(['MISS answer 1', 'MISS answer 2', 'MISS answer 3']);
    const served = new Map<string, string>();
    await eventually(async () => {
      const answer = await call(body(), sized(3));
      const [cache = '', text = ''] = await outcome(answer);
      expect(cache).toBe('HIT');
      served.set(answer.headers.get('helicone-cache-bucket-idx') ?? '', text);
      expect([...served].sort()).toEqual([
        ['0', 'answer 1'],
        ['1', 'answer 2'],
        ['2', 'answer 3'],
      ]);
    });
    expect(upstream.seen).toHaveLength(3);
  });

  it('capacity: at most N answers of a seed, the least recently used go', async () => {
    const headers = { ...sized(2, 'capacity'), 'Helicone-Cache-Seed': `capacity ${asked}` };
    const ask = async (n: number) => (await outcomes([body({ n }), headers]))[0]?.split(' ')[0];
    expect([await ask(1), await ask(2), await ask(1), await ask(3)]).toEqual(['MISS', 'MISS', 'HIT', 'MISS']);
    expect([await ask(1), await ask(3), await ask(2)]).toEqual(['HIT', 'HIT', 'MISS']);
  });
});

describe('streams', () => {
  it('are kept and replayed piece by piece, byte for byte', async () => {
    const streamed = body({ stream: true, stream_options: { include_usage: true } });
    const pieces = async () => {
      const answer = await call(streamed);
      const all: string[] = [];
      for await (const piece of answer.body ?? []) all.push(Buffer.from(piece as Uint8Array).toString());
      return { cache: answer.headers.get('helicone-cache'), type: answer.headers.get('content-type'), all };
    };
    const miss = await pieces();
    const hit = await pieces();
    expect([miss.cache, hit.cache]).toEqual(['MISS', 'HIT']);
    expect(hit.type).toBe('text/event-stream; charset=utf-8');
    expect(hit.all.join('')).toBe(chatEvents('answer 1', true).join(''));
  });

  it('withhold from a hit the usage that its client did not ask for, and log it all the same', async () => {
    const streamed = body({ stream: true });
    const miss = await (await call(streamed)).text();
    expect(miss).toBe(chatEvents('answer 1', false).join(''));
    const answer = await call(streamed);
    expect(answer.headers.get('helicone-cache')).toBe('HIT');
    expect(await answer.text()).toBe(miss);
    const { record, responseBody } = await proxy.recordOf(answer.headers.get('helicone-id') ?? '');
    expect(record).toMatchObject({ stream: true, cacheHit: true });
    expect(record.timeToFirstTokenMs).not.toBeNull();
    expect(Buffer.from(responseBody).toString()).toBe(chatEvents('answer 1', true).join(''));
  });

  it('that are asked for their usage are others', async () => {
    await (await call(body({ stream: true }))).text();
    const asking = body({ stream: true, stream_options: { include_usage: true } });
    const answer = await call(asking);
    expect(answer.headers.get('helicone-cache')).toBe('MISS');
    expect(await answer.text()).toContain('"total_tokens":20');
  });
});

describe('compression', () => {
  it('is not asked for, so that a kept answer serves every client', async () => {
    await (await call(body(), { 'Accept-Encoding': 'gzip, br' })).text();
    const headers = upstream.seen[0]?.rawHeaders ?? [];
    expect(headers[headers.findIndex((name) => name.toLowerCase() === 'accept-encoding') + 1]).toBe(
      'identity',
    );
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)(
    '%s that comes all the same is undone before the answer is kept',
    async (encoding, compress) => {
      upstream.answer((_req, res) => {
        const bytes = compress(chatAnswer('answer 1'));
        res.writeHead(200, {
          'content-type': 'application/json',
          'content-encoding': encoding,
          'content-length': bytes.length,
        });
        res.end(bytes);
      });
      expect((await call(body())).headers.get('content-encoding')).toBe(encoding);
      const hit = await eventually(async () => {
        const answer = await call(body(), { 'Accept-Encoding': 'identity' });
        expect(answer.headers.get('helicone-cache')).toBe('HIT');
        return answer;
      });
      expect(hit.headers.get('content-encoding')).toBeNull();
      expect(await hit.text()).toBe(chatAnswer('answer 1'));
    },
  );
});

describe('never kept', () => {
  const twice = async (sent = body()) => {
    await (await call(sent)).text().catch(() => undefined);
    return (await call(sent, { 'Helicone-Cache-Save': 'false' })).headers.get('helicone-cache');
  };
  const event = (data: string): string => `data: ${data}\n\n`;
  const delta = event('{"choices":[{"index":0,"delta":{"content":"a"}}]}');

  it.each([
    ['an error', 500, 'application/json', '{"error":{"message":"x"}}'],
    ['a refusal', 429, 'application/json', '{"error":{"message":"x"}}'],
    ['another 2xx', 202, 'application/json', '{"id":"x"}'],
    ['an empty 200', 200, 'application/json', ''],
    ['an error with 200', 200, 'application/json', '{"error":{"message":"x"}}'],
    ['a stream with an error', 200, 'text/event-stream', delta + event('{"error":{"message":"x"}}')],
    [
      'a stream with an error and an end',
      200,
      'text/event-stream',
      delta + event('{"error":{"code":1}}') + event('[DONE]'),
    ],
    ['a stream without its end', 200, 'text/event-stream', delta],
    ['a longer answer than CACHE_MAX_ENTRY_BYTES', 200, 'application/json', chatAnswer('x'.repeat(100_000))],
  ])('%s', async (_what, status, type, answer) => {
    upstream.answer((_req, res) => {
      res.writeHead(status, { 'content-type': type });
      res.end(answer);
    });
    expect(await twice()).toBe('MISS');
    expect(upstream.seen).toHaveLength(2);
  });

  it('an answer that broke off', async () => {
    upstream.answer((_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      res.write('{"choices":[', () => res.destroy());
    });
    expect(await twice()).toBe('MISS');
  });

  it('what concerned the first caller alone', async () => {
    upstream.answer((_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'a=b', 'x-kept': 'yes' });
      res.end(chatAnswer('answer 1'));
    });
    await (await call(body())).text();
    const hit = await call(body());
    expect(hit.headers.get('helicone-cache')).toBe('HIT');
    expect([hit.headers.get('x-kept'), hit.headers.get('set-cookie')]).toEqual(['yes', null]);
  });

  it.each(['Helicone-Omit-Request', 'Helicone-Omit-Response'])('an exchange with %s', async (header) => {
    const answer = await call(body(), { [header]: 'true' });
    expect(answer.headers.get('helicone-warning')).toContain('not kept in the cache');
    await answer.text();
    const record = await recordOf(answer);
    expect(record.cache?.key === null).toBe(header === 'Helicone-Omit-Request');
    expect((await outcome(await call(body())))[0]).toBe('MISS');
    // What is kept already may be served.
    const hit = await eventually(async () => {
      const again = await call(body(), { [header]: 'true' });
      expect(again.headers.get('helicone-cache')).toBe('HIT');
      return again;
    });
    expect(await hit.text()).toContain('answer');
    expect((await recordOf(hit)).cacheHit).toBe(true);
  });
});

describe('retries and fallbacks', () => {
  const quick = { 'Helicone-Retry-Enabled': 'true', 'Helicone-Retry-Min-Timeout': '1' };

  it('what a retry brought is kept', async () => {
    let calls = 0;
    upstream.answer((_req, res) => {
      calls += 1;
      res.writeHead(calls === 1 ? 500 : 200, { 'content-type': 'application/json' });
      res.end(calls === 1 ? '{}' : chatAnswer('answer 2'));
    });
    expect(await outcomes([body(), quick], [body(), quick], [body()])).toEqual([
      'MISS answer 2',
      'HIT answer 2',
      'HIT answer 2',
    ]);
  });

  it('what a fallback answered is not: the next request asks the provider that it names', async () => {
    const fallback = { 'Helicone-Fallback': '[{"model":"other"}]' };
    upstream.answer((_req, res, sent) => {
      const isOther = sent.includes('"other"');
      res.writeHead(isOther ? 200 : 503, { 'content-type': 'application/json' });
      res.end(isOther ? chatAnswer('answer 9') : '{}');
    });
    const first = await call(body(), fallback);
    expect(first.headers.get('helicone-fallback-index')).toBe('0');
    expect(await first.text()).toBe(chatAnswer('answer 9'));
    upstream.answer(answerChat());
    expect(await outcomes([body()])).toEqual(['MISS answer 1']);
  });
});

describe('what is not cached, and says so', () => {
  it.each([
    ['GET', '/v1/models', undefined],
    ['POST', '/v1/files', 'x'],
    ['POST', '/v1/responses', '{"model":"m","input":"x","background":true}'],
    ['POST', '/v1/responses', '{"model":"m","input":"x","conversation":"conv_1"}'],
  ])('%s %s %s', async (method, path, sent) => {
    const answer = await fetch(proxy.url + path, {
      method,
      headers: { 'Helicone-Auth': `Bearer ${proxy.key}`, 'Helicone-Cache-Enabled': 'true' },
      ...(sent === undefined ? {} : { body: sent }),
    });
    expect(answer.headers.get('helicone-warning')).toContain('not cached');
    expect(answer.headers.get('helicone-cache')).toBe('MISS');
    await answer.text();
    expect((await recordOf(answer)).cache).toBeNull();
  });
});
