import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { apiFormats } from './api-format.ts';
import { decodeExchange, type DecodedExchange } from './decode-exchange.ts';
import { createRouter } from './match-route.ts';
import { capturedExchange } from './testing/captured-exchange.ts';

const folders = ['openai', 'anthropic'].map(
  (provider) => new URL(`${provider}/__fixtures__/`, import.meta.url),
);
const providerFolder = new URL('__fixtures__/', import.meta.url);
folders.push(...readdirSync(providerFolder).map((provider) => new URL(`${provider}/`, providerFolder)));
const fixtures = folders.flatMap((folder) =>
  readdirSync(folder).map((file) => readFileSync(new URL(file, folder))),
);

const apiFormat = fc.constantFrom(...apiFormats, 'future-format');
const contentType = fc.oneof(
  fc.constantFrom(
    null,
    'application/json',
    'text/event-stream',
    'application/vnd.amazon.eventstream',
    'application/stream+json',
    'multipart/form-data; boundary=x',
    'text/plain; charset=utf-16le',
    'image/png',
  ),
  fc.string(),
);
const contentEncoding = fc.oneof(
  fc.constantFrom(null, 'identity', 'gzip', 'deflate', 'br', 'zstd', 'gzip, br'),
  fc.string(),
);
const facts = fc.record({ contentType, contentEncoding, truncated: fc.boolean() });

/** What holds for every exchange, whatever its bytes. */
function expectSound(decoded: DecodedExchange): void {
  for (const tokens of Object.values(decoded.usage)) {
    expect(Number.isSafeInteger(tokens) && tokens >= 0).toBe(true);
  }
  expect(decoded.requestPreview.length).toBeLessThanOrEqual(256);
  expect(decoded.responsePreview.length).toBeLessThanOrEqual(256);
  expect(decoded.responsePreview).not.toMatch(/[\r\n]/);
  const { reportedCostUsd, otherModels } = decoded.billing;
  if (reportedCostUsd !== null) expect(reportedCostUsd).toMatch(/^\d{1,6}(?:\.\d{1,12})?$/);
  for (const { usage } of otherModels) {
    for (const tokens of Object.values(usage)) expect(Number.isSafeInteger(tokens) && tokens >= 0).toBe(true);
  }
  const written = JSON.stringify(decoded);
  expect(Buffer.from(written).toString()).toBe(written);
}

it('decodes arbitrary bytes', () => {
  const bytes = fc.uint8Array({ maxLength: 300 });
  fc.assert(
    fc.property(bytes, bytes, facts, apiFormat, (request, response, some, format) => {
      const parts = { request, response, requestFacts: some, responseFacts: some };
      expectSound(decodeExchange(capturedExchange({ ...parts, record: { apiFormat: format } })));
    }),
    { numRuns: 1000 },
  );
}, 60_000);

it('decodes arbitrary JSON in place of anything expected', () => {
  const json = fc.jsonValue({ maxDepth: 3 });
  const keys = [
    'usage',
    'choices',
    'output',
    'content',
    'model',
    'error',
    'message',
    'delta',
    'type',
    'index',
    'messages',
  ];
  const body = fc.dictionary(fc.constantFrom(...keys), json);
  fc.assert(
    fc.property(body, fc.array(body, { maxLength: 5 }), apiFormat, (plain, events, format) => {
      const request = JSON.stringify(plain);
      const response = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
      const record = { apiFormat: format };
      expectSound(decodeExchange(capturedExchange({ record, request, response: request })));
      const responseFacts = { contentType: 'text/event-stream' };
      expectSound(decodeExchange(capturedExchange({ record, request, response, responseFacts })));
    }),
    { numRuns: 1000 },
  );
}, 60_000);

it('decodes real answers with bytes changed, cut off and compressed', () => {
  const change = fc.tuple(fc.nat(5000), fc.nat(255));
  fc.assert(
    fc.property(
      fc.constantFrom(...fixtures),
      fc.array(change, { maxLength: 6 }),
      fc.nat(6000),
      fc.boolean(),
      apiFormat,
      (fixture, changes, length, compressed, format) => {
        const bytes = Buffer.from(compressed ? gzipSync(fixture) : fixture);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        const responseFacts = { contentType: null, contentEncoding: compressed ? 'gzip' : null };
        const parts = { response: bytes.subarray(0, length), responseFacts, record: { apiFormat: format } };
        expectSound(decodeExchange(capturedExchange(parts)));
      },
    ),
    { numRuns: 1000 },
  );
}, 60_000);

/** Fixtures that are JSON, with what is needed to read them as what they are. */
const plainCases = readdirSync(providerFolder).flatMap((provider) => {
  const read = (file: string): unknown =>
    JSON.parse(readFileSync(new URL(`${provider}/${file}`, providerFolder), 'utf8'));
  const cases = read('cases.json') as { file: string; path: string; usage: object | null }[];
  return cases
    .filter(({ file, usage }) => usage !== null && file.endsWith('.json') && !file.startsWith('stream'))
    .map(({ file, path }) => ({ provider, path, answer: read(file) as Record<string, unknown> }));
});
const router = createRouter();

/** Where the counts of a usage object stand; parts of them may be nested. */
function countsIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value === 'number') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => countsIn(child, [...path, key]));
}

it('takes no impossible count for one, in any field of any provider', () => {
  const bad = fc.constantFrom<unknown>(-1, -1e9, 1.5, 1e10, 1e308, '12', '', true, {}, [], 'NaN');
  fc.assert(
    fc.property(fc.constantFrom(...plainCases), fc.nat(), bad, ({ provider, path, answer }, pick, value) => {
      const changed = structuredClone(answer);
      const root = ['usage', 'usageMetadata', 'meta', 'usage_info'].find((key) => changed[key] !== undefined);
      const counts = root === undefined ? [] : countsIn(changed[root], [root]);
      const at = counts[pick % Math.max(1, counts.length)];
      if (at === undefined) return;
      const field = at.at(-1) ?? '';
      const parent = at
        .slice(0, -1)
        .reduce<Record<string, unknown>>((one, key) => one[key] as never, changed);
      parent[field] = value;
      const request = {
        host: 'localhost',
        path: `/${provider}${path}`,
        targetUrl: null,
        openaiApiBase: null,
      };
      const { apiFormat } = router.match({ method: 'POST', ...request });
      const record = { provider, apiFormat, path };
      expectSound(decodeExchange(capturedExchange({ record, response: JSON.stringify(changed) })));
    }),
    { numRuns: 2000 },
  );
}, 60_000);
