import { writeFile } from 'node:fs/promises';
import { noUsage } from '@heliograph/contracts/token-usage';
import { noBillingFacts } from '@heliograph/contracts/billing-facts';
import { emptyPriceBook } from '@heliograph/pricing/custom-prices';
import { priceRequest } from '@heliograph/pricing/price-request';
import { priceUsage } from '@heliograph/pricing/price-usage';
import { standardPrices } from '@heliograph/pricing/standard-prices';

const at = Date.UTC(2026, 10, 18, 12);

/** Every model of the table in turn, with usage as traffic has it: plain, cached, cache-writing, reasoning, audio. */
function makeCalls() {
  const shapes = [
    { inputTokens: 1200, outputTokens: 340 },
    { inputTokens: 300, cachedInputTokens: 9000, outputTokens: 120, reasoningTokens: 800 },
    { inputTokens: 12, cacheWrite5mTokens: 4000, cachedInputTokens: 180_000, outputTokens: 900 },
    { inputTokens: 80, audioInputTokens: 900, outputTokens: 40, audioOutputTokens: 1300 },
  ];
  return [...standardPrices.models()].map(({ provider, model }, index) => ({
    provider,
    model,
    at,
    usage: { ...noUsage, requests: 1, ...shapes[index % shapes.length] },
    serviceTier: index % 10 === 0 ? 'batch' : 'standard',
  }));
}

/** Calls per second of the best of several rounds of `seconds` each. */
function measure(calls, price, seconds, rounds) {
  let best = 0;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    let done = 0;
    let elapsed = 0;
    while (elapsed < seconds * 1000) {
      for (const call of calls) price(call);
      done += calls.length;
      elapsed = performance.now() - start;
    }
    best = Math.max(best, (done / elapsed) * 1000);
  }
  return Math.round(best);
}

/** `npm run bench -- pricing`: how many prices a second one core finds and computes. Target: 500,000 of priceUsage. */
export async function pricingBench({ short, json }) {
  const calls = makeCalls();
  const requests = calls.map((call) => ({
    ...call,
    requestModel: call.model,
    usageSource: 'reported',
    billing: { ...noBillingFacts, serviceTier: call.serviceTier },
    headerPrices: null,
    cacheHit: false,
  }));
  const [seconds, rounds] = short ? [0.5, 2] : [2, 5];
  const result = {
    models: calls.length,
    priceUsagePerSecond: measure(calls, (call) => priceUsage(call, standardPrices), seconds, rounds),
    priceRequestPerSecond: measure(
      requests,
      (request) => priceRequest(request, standardPrices, emptyPriceBook),
      seconds,
      rounds,
    ),
  };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  if (json) await writeFile(json, JSON.stringify(result));
}
