import { readdirSync, readFileSync } from 'node:fs';
import { noBillingFacts } from '@heliograph/contracts/billing-facts';
import { noUsage, type TokenUsage } from '@heliograph/contracts/token-usage';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeExchange } from './decode-exchange.ts';
import { createRouter } from './match-route.ts';
import { providers } from './registry.ts';
import { capturedExchange } from './testing/captured-exchange.ts';

/** An answer in the documented wire format, the path it came from, and what is to be read of it. */
const caseSchema = z.strictObject({
  file: z.string(),
  /** Behind `/<provider>`. */
  path: z.string(),
  /** Where it is called; unless said, what the registry's base URL says. */
  origin: z.string().optional(),
  status: z.number().default(200),
  request: z.record(z.string(), z.unknown()).optional(),
  asked: z.string().optional(),
  contentType: z.string().optional(),
  headers: z.array(z.tuple([z.string(), z.string()])).default([]),
  model: z.string().nullable(),
  /** Null: none is told. Buckets that aren't named are 0, `requests` is 1. */
  usage: z.record(z.string(), z.number()).nullable(),
  preview: z.string().nullable(),
  flags: z.array(z.string()).default([]),
  billing: z.record(z.string(), z.unknown()).default({}),
  others: z.array(z.object({ model: z.string(), usage: z.record(z.string(), z.number()) })).default([]),
});

const folder = new URL('__fixtures__/', import.meta.url);
const router = createRouter();
const contentTypes: Record<string, string> = {
  json: 'application/json; charset=UTF-8',
  sse: 'text/event-stream; charset=utf-8',
  ndjson: 'application/stream+json',
  bin: 'application/vnd.amazon.eventstream',
};

const cases = readdirSync(folder).flatMap((provider) =>
  z
    .array(caseSchema)
    .parse(JSON.parse(readFileSync(new URL(`${provider}/cases.json`, folder), 'utf8')))
    .map((one) => ({ provider, ...one })),
);

function usage(buckets: Record<string, number>): TokenUsage {
  return { ...noUsage, requests: 1, ...buckets };
}

it.each(cases)('$provider $file', ({ provider, file, ...given }) => {
  const { host, prefix } = { host: 'localhost', prefix: `/${provider}` };
  const path = prefix + given.path;
  const route = router.match({ method: 'POST', host, path, targetUrl: null, openaiApiBase: null });
  expect(route.provider.key).toBe(provider);
  if (given.origin !== undefined) expect(route.origin).toBe(given.origin);

  const suffix = file.slice(file.lastIndexOf('.') + 1);
  const decoded = decodeExchange(
    capturedExchange({
      record: {
        provider,
        apiFormat: route.apiFormat,
        path: route.path,
        targetOrigin: route.origin,
        status: given.status,
        responseHeaders: given.headers,
      },
      request: given.request === undefined ? '' : JSON.stringify(given.request),
      response: readFileSync(new URL(`${provider}/${file}`, folder)),
      responseFacts: { contentType: given.contentType ?? contentTypes[suffix] ?? null },
    }),
  );
  expect(decoded.model).toBe(given.model);
  expect(decoded.usage).toEqual(given.usage === null ? noUsage : usage(given.usage));
  const streamed = decoded.streamed ? 'merged_stream' : 'reported';
  expect(decoded.usageSource).toBe(given.usage === null ? 'none' : streamed);
  expect(decoded.streamed).toBe(/stream/.test(file));
  if (given.preview !== null) expect(decoded.responsePreview).toBe(given.preview);
  if (given.asked !== undefined) expect(decoded.requestPreview).toBe(given.asked);
  expect(decoded.usageFlags).toEqual(given.flags);
  const otherModels = given.others.map((other) => ({ ...other, usage: usage(other.usage) }));
  expect(decoded.billing).toMatchObject({ ...regionless, ...given.billing, otherModels });
});

/** Regions only count where a case says so. */
const { region: _, otherModels: __, ...regionless } = noBillingFacts;

describe('every provider', () => {
  it.each(providers.map(({ key }) => key))('%s has a plain answer and a stream among the fixtures', (key) => {
    const own = cases.filter(({ provider, usage: counted }) => provider === key && counted !== null);
    expect(own.some(({ file }) => /stream/.test(file))).toBe(true);
    expect(own.some(({ file }) => !/stream/.test(file))).toBe(true);
  });

  it('has a key, host labels and hosts of its own', () => {
    for (const values of [
      providers.map(({ key }) => key),
      providers.flatMap(({ hostLabels }) => hostLabels),
      providers.flatMap(({ ownHosts }) => ownHosts.map(String)),
    ])
      expect(new Set(values).size).toBe(values.length);
  });
});
