import { Writable } from 'node:stream';
import { startFakeProvider, type FakeProvider } from '@heliograph/stack/fake-provider';
import { pino } from 'pino';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startUpstream, type TestUpstream } from '../../../testing/start-upstream.ts';
import { cosine } from '@heliograph/cache/vector-group';
import { createEmbedder, type Embedder } from './embedder.ts';

const KEY = 'sk-embeddings-canary';

let provider: FakeProvider;
let upstream: TestUpstream;
let logged = '';
const open: Embedder[] = [];
const log = pino(
  { level: 'trace' },
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  }),
);

function embedderFor(url: string, model = 'text-embedding-3-small'): Embedder {
  const embedder = createEmbedder({
    url,
    model,
    apiKey: KEY,
    patienceMs: 5_000,
    log,
    onCall: () => undefined,
  });
  open.push(embedder);
  return embedder;
}

/** An endpoint that answers with what is made of the texts. */
function answerWith(
  vectorsOf: (texts: string[]) => unknown[],
  wait: () => Promise<void> = async () => {},
): void {
  upstream.answer((_req, res, body) => {
    const { input } = JSON.parse(body.toString()) as { input: string[] };
    void wait().then(() => {
      const data = vectorsOf(input).map((embedding, index) => ({ index, embedding }));
      res.setHeader('content-type', 'application/json').end(JSON.stringify({ data: data.reverse() }));
    });
  });
}

const byLength = (texts: string[]) =>
  texts.map((text) => [Math.cos(text.length), Math.sin(text.length), 0.1]);

beforeAll(async () => {
  [provider, upstream] = await Promise.all([startFakeProvider(), startUpstream()]);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((embedder) => embedder.close()));
  logged = '';
  upstream.seen.length = 0;
});
afterAll(() => Promise.all([provider.stop(), upstream.close()]));

describe('createEmbedder', () => {
  it('gives vectors once the endpoint has passed the self-check', async () => {
    const embedder = embedderFor(`${provider.url}/v1`);
    await expect(embedder.embed('x')).rejects.toThrow('has not been checked yet');
    await eventually(() => expect(embedder.checked).toMatchObject({ dimensions: 1536 }));
    const [one, other, far] = await Promise.all([
      embedder.embed('How do I reset my password?'),
      embedder.embed('how do I reset my passwords'),
      embedder.embed('The glacier retreats.'),
    ]);
    expect(cosine(one, one)).toBeCloseTo(1, 5);
    expect(cosine(one, other)).toBeGreaterThan(0.85);
    expect(cosine(one, far)).toBeLessThan(0.5);
  });

  it('takes the endpoint’s whole path, and base64', async () => {
    answerWith((texts) =>
      byLength(texts).map((v) => Buffer.from(Float32Array.from(v).buffer).toString('base64')),
    );
    const embedder = embedderFor(`${upstream.url}/own/embeddings?version=1`);
    await eventually(() => expect(embedder.checked).toMatchObject({ dimensions: 3 }));
    expect(upstream.seen[0]?.url).toBe('/own/embeddings?version=1');
    expect(upstream.seen[0]?.rawHeaders).toContain(`Bearer ${KEY}`);
  });

  it('asks once for the same text at the same time', async () => {
    answerWith(byLength);
    const embedder = embedderFor(upstream.url);
    await eventually(() => expect(embedder.checked).not.toBeNull());
    upstream.seen.length = 0;
    await Promise.all(Array.from({ length: 20 }, () => embedder.embed('same')));
    await embedder.embed('same');
    expect(upstream.seen).toHaveLength(1);
  });

  let given = 0;
  const oneHot = (at: number): number[] => Array.from({ length: 64 }, (_, i) => (i === at % 64 ? 1 : 0));
  const unfit: [name: string, why: RegExp, vectors: (texts: string[]) => unknown[]][] = [
    ['constant vectors', /unrelated sentences are alike at 1\.000/, (texts) => texts.map(() => [1, 2, 3])],
    [
      'another vector each time',
      /the same sentence is like itself/,
      (texts) => texts.map(() => oneHot(given++)),
    ],
    [
      'changing dimensions',
      /dimensions one time/,
      (texts) => byLength(texts).map((v) => (texts.length > 1 ? v : v.slice(1))),
    ],
    ['empty vectors', /unusable/, (texts) => texts.map(() => [])],
    ['zeros', /unusable/, (texts) => texts.map(() => [0, 0, 0])],
    ['text for numbers', /unusable/, (texts) => texts.map(() => ['a', 'b'])],
    ['too few', /none of an embeddings endpoint/, () => [[1, 0]]],
  ];
  it.each(unfit)('stays off with %s', async (_name, why, vectorsOf) => {
    answerWith(vectorsOf);
    const embedder = embedderFor(upstream.url);
    await eventually(() => expect(logged).toMatch(why));
    expect(embedder.checked).toBeNull();
    await expect(embedder.embed('x')).rejects.toThrow(why);
  });

  it.each([
    ['refuses', 'fake-error-429', /status 429/],
    ['is overloaded', 'fake-error-503', /status 503/],
  ])('goes on trying an endpoint that %s', async (_name, model, why) => {
    const embedder = embedderFor(provider.url, model);
    await eventually(() => expect(logged).toMatch(why));
    await expect(embedder.embed('x')).rejects.toThrow(why);
  });

  it('comes back when the endpoint does', async () => {
    upstream.answer((_req, res) => void res.writeHead(500).end());
    const embedder = embedderFor(upstream.url);
    await eventually(() => expect(logged).toMatch(/status 500/));
    answerWith(byLength);
    await eventually(() => expect(embedder.checked).not.toBeNull());
  });

  it('asks no more after five failures in a row', async () => {
    answerWith(byLength);
    const embedder = embedderFor(upstream.url);
    await eventually(() => expect(embedder.checked).not.toBeNull());
    upstream.answer((_req, res) => void res.writeHead(500).end('{"error":"secret text"}'));
    for (let i = 0; i < 5; i++) await expect(embedder.embed(`text ${i}`)).rejects.toThrow('status 500');
    upstream.seen.length = 0;
    await expect(embedder.embed('text')).rejects.toThrow('again and again');
    expect(upstream.seen).toHaveLength(0);
  });

  it('has a limited number of calls at a time', async () => {
    const waiting: (() => void)[] = [];
    answerWith(byLength);
    const embedder = embedderFor(upstream.url);
    await eventually(() => expect(embedder.checked).not.toBeNull());
    answerWith(byLength, () => new Promise<void>((resolve) => waiting.push(resolve)));
    const calls = Array.from({ length: 40 }, (_, i) => embedder.embed(`text ${i}`));
    const refused = await Promise.allSettled(calls.slice(32));
    expect(refused.map(({ status }) => status)).toEqual(Array(8).fill('rejected'));
    const released = setInterval(() => waiting.splice(0).forEach((go) => go()), 5);
    await Promise.all(calls.slice(0, 32));
    clearInterval(released);
  });

  it('logs neither the key nor texts nor answers', async () => {
    upstream.answer((_req, res) => void res.writeHead(500).end('{"error":"secret answer"}'));
    const embedder = embedderFor(upstream.url);
    await eventually(() => expect(logged).toMatch(/status 500/));
    answerWith(byLength);
    await eventually(() => expect(embedder.checked).not.toBeNull());
    upstream.answer((_req, res) => void res.writeHead(500).end('{"error":"secret answer"}'));
    for (let i = 0; i < 6; i++)
      await embedder.embed(`secret text ${i}`).catch((error: Error) => (logged += String(error)));
    expect(logged).not.toMatch(/canary|secret/);
  });
});
