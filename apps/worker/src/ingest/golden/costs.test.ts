import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { noUsage } from '@heliograph/contracts/token-usage';
import { emptyPriceBook } from '@heliograph/pricing/custom-prices';
import { tableFiles } from '@heliograph/pricing/standard-prices';
import { decodeExchange } from '@heliograph/providers/decode-exchange';
import { providers } from '@heliograph/providers/registry';
import { makeExchange } from '../../testing/make-exchange.ts';
import { costOfExchange } from '../cost-of-exchange.ts';

/**
 * Answers as providers send them, the buckets that they mean, and what these cost to the last picodollar. `sum` says how
 * the cost comes about, for whoever checks it by hand: tokens × USD per million (`/M`), pieces × USD each, ms × USD an hour.
 * The costs were computed from the published figures by other code than ours.
 */
const caseSchema = z.strictObject({
  name: z.string(),
  provider: z.string(),
  format: z.string(),
  path: z.string(),
  origin: z.string().default('https://api.example.com'),
  at: z.iso.datetime(),
  request: z.record(z.string(), z.unknown()),
  response: z.record(z.string(), z.unknown()),
  usage: z.record(z.string(), z.number()),
  source: z.string(),
  sum: z.string(),
  cost: z.string().nullable(),
  flags: z.array(z.string()),
});
const cases = z
  .array(caseSchema)
  .parse(JSON.parse(readFileSync(new URL('costs.json', import.meta.url), 'utf8')));

it('has at least 120 cases, of 17 providers', () => {
  expect(cases.length).toBeGreaterThanOrEqual(120);
  expect(new Set(cases.map(({ provider }) => provider)).size).toBe(17);
});

it('has a price table for every provider that the proxy knows', () => {
  const tables = new Set(tableFiles.map(({ provider }) => provider));
  expect(providers.map(({ key }) => key).filter((key) => !tables.has(key))).toEqual([]);
});

it.each(cases)('$name: $sum', ({ provider, format, path, origin, at, request, response, ...expected }) => {
  const { record } = makeExchange({
    provider,
    apiFormat: format,
    path,
    targetOrigin: origin,
    createdAt: Date.parse(at),
  });
  const [requestBody, responseBody] = [request, response].map((body) => Buffer.from(JSON.stringify(body)));
  const decoded = decodeExchange({
    record: {
      ...record,
      request: { ...record.request, bytes: requestBody?.length ?? 0 },
      response: { ...record.response, bytes: responseBody?.length ?? 0 },
    },
    requestBody: requestBody ?? Buffer.alloc(0),
    responseBody: responseBody ?? Buffer.alloc(0),
  });
  // A request counts as one wherever the provider answered; only some have a fee for it.
  expect({ ...decoded.usage, requests: 0 }).toEqual({ ...noUsage, ...expected.usage, requests: 0 });
  const cost = costOfExchange(record, decoded, { book: emptyPriceBook, available: true });
  expect({ cost: cost.total, source: cost.source, flags: cost.flags }).toEqual({
    cost: expected.cost,
    source: expected.source,
    flags: expected.flags,
  });
});
