import fc from 'fast-check';
import { noUsage, type TokenUsage } from '@heliograph/contracts/token-usage';
import { describe, expect, it } from 'vitest';
import { formatUsd, mulDiv, parseDecimal, parseUsd } from './picodollars.ts';
import { createPriceTable } from './price-table.ts';
import { type PricedCall, priceUsage } from './price-usage.ts';
import { buckets, TOKEN_BUCKETS } from './rates.ts';
import { standardPrices } from './standard-prices.ts';

const at = Date.UTC(2026, 10, 18, 12);
const models = [...standardPrices.models()].map(({ provider, model }) => ({ provider, model }));
const usageArbitrary: fc.Arbitrary<TokenUsage> = fc.record(
  Object.fromEntries(buckets.map(({ bucket }) => [bucket, fc.nat(2_000_000)])) as Record<
    keyof TokenUsage,
    fc.Arbitrary<number>
  >,
);
const callArbitrary: fc.Arbitrary<PricedCall> = fc
  .record({
    provider: fc.constant(''),
    model: fc.constant(''),
    named: fc.constantFrom(...models),
    usage: usageArbitrary,
    at: fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2027, 6) }),
    serviceTier: fc.constantFrom('standard', 'batch', 'flex', 'priority', 'fast'),
    region: fc.constantFrom('', 'global', 'us', 'europe-west1'),
  })
  .map(({ named, ...call }) => ({ ...call, ...named }) as PricedCall);

describe('priceUsage', () => {
  it('gives parts that sum to the whole, none of them below 0', () => {
    fc.assert(
      fc.property(callArbitrary, (call) => {
        const cost = priceUsage(call, standardPrices);
        if (cost === null) return;
        const parts = Object.values(cost.parts).filter((part) => part !== null);
        expect(parts.every((part) => part >= 0n)).toBe(true);
        if (cost.total !== null) expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(cost.total);
      }),
      { numRuns: 500 },
    );
  });

  it('prices every bucket that is used, or says that it has no price', () => {
    fc.assert(
      fc.property(callArbitrary, (call) => {
        const cost = priceUsage(call, standardPrices);
        if (cost === null) return;
        for (const { bucket } of buckets) {
          if (call.usage[bucket] === 0 || bucket === 'requests') continue;
          const isFlagged = cost.flags.includes(`unpriced:${bucket}`);
          expect(cost.parts[bucket] === null).toBe(isFlagged);
        }
      }),
      { numRuns: 300 },
    );
  });

  // A longer prompt may reach a higher tier, and the tiers of some models cost less; within one, more is never cheaper.
  it('never charges less for more', () => {
    fc.assert(
      fc.property(callArbitrary, fc.nat(buckets.length - 1), fc.nat(5_000_000), (call, index, more) => {
        const bucket = buckets[index]?.bucket ?? 'inputTokens';
        const larger = { ...call, usage: { ...call.usage, [bucket]: call.usage[bucket] + more } };
        const [less, greater] = [priceUsage(call, standardPrices), priceUsage(larger, standardPrices)];
        if (less === null || greater === null || less.row.id !== greater.row.id) return;
        if (less.total === null || greater.total === null) return;
        expect(greater.total >= less.total).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same each time, and never throws whatever the counts and names are', () => {
    const strange = fc.oneof(
      fc.constantFrom(Number.NaN, -1, 1.5, Infinity, -Infinity, 1e300, 2 ** 53, -0),
      fc.double(),
    );
    fc.assert(
      fc.property(
        callArbitrary,
        strange,
        fc.string(),
        fc.nat(buckets.length - 1),
        (call, count, name, index) => {
          const bucket = buckets[index]?.bucket ?? 'inputTokens';
          const broken = { ...call, usage: { ...call.usage, [bucket]: count } };
          expect(priceUsage(broken, standardPrices)).toEqual(priceUsage(broken, standardPrices));
          priceUsage({ ...broken, model: name }, standardPrices);
        },
      ),
    );
  });

  it('charges nothing for nothing', () => {
    for (const named of models) {
      const cost = priceUsage({ ...named, usage: noUsage, at }, standardPrices);
      if (cost !== null) expect(cost.total).toBe(0n);
    }
  });

  it('takes a longer prompt to a higher tier as a whole, and no model below its standard price by that', () => {
    const sol = (inputTokens: number) =>
      priceUsage(
        { provider: 'openai', model: 'gpt-5.6-sol', usage: { ...noUsage, inputTokens }, at },
        standardPrices,
      )?.total;
    expect(sol(272_000)).toBe(272_000n * 4_000_000n);
    expect(sol(272_001)).toBe(272_001n * 8_000_000n);
  });
});

describe('a table', () => {
  const file = (rows: object[]) =>
    createPriceTable([
      {
        provider: 'p',
        sources: {},
        rows: rows.map((row) => ({ model: 'm', confidence: 'x', source: 'x', ...row })) as never,
      },
    ]);
  const total = (table: ReturnType<typeof createPriceTable>, part: Partial<PricedCall> = {}) => {
    const usage = { ...noUsage, inputTokens: 1, outputTokens: 1, reasoningTokens: 1 };
    const cost = priceUsage({ provider: 'p', model: 'm', usage, at, ...part }, table);
    return cost === null ? 'unknown' : cost.total === null ? null : formatUsd(cost.total);
  };

  it('fills a price that is left out from the next one', () => {
    expect(total(file([{ prices: { input: '1', output: '2' } }]))).toBe('0.000005');
    expect(total(file([{ prices: { input: '1', output: '2', reasoning: '0' } }]))).toBe('0.000003');
    expect(total(file([{ prices: { input: '1' } }]))).toBeNull();
  });

  it('knows no price before the first day and from the last day on', () => {
    const table = file([
      { prices: { input: '1', output: '1' }, effectiveFrom: '2026-11-18', effectiveTo: '2026-11-19' },
    ]);
    expect(total(table, { at: Date.UTC(2026, 10, 17, 23, 59) })).toBe('unknown');
    expect(total(table, { at: Date.UTC(2026, 10, 18) })).toBe('0.000003');
    expect(total(table, { at: Date.UTC(2026, 10, 19) })).toBe('unknown');
  });

  it('says so where a class of service has no price of its own', () => {
    const table = file([{ prices: { input: '1', output: '1' } }]);
    const usage = { ...noUsage, inputTokens: 1 };
    const cost = priceUsage({ provider: 'p', model: 'm', usage, at, serviceTier: 'flex' }, table);
    expect(cost?.flags).toEqual(['tier_priced_as_standard']);
  });

  it('leaves out a fee that it does not know, and says so; where that is all, there is no price', () => {
    const table = file([{ prices: { input: '1', output: '1' } }]);
    const usage = { ...noUsage, inputTokens: 1, webSearches: 2 };
    const cost = priceUsage({ provider: 'p', model: 'm', usage, at }, table);
    expect(cost).toMatchObject({
      total: 1_000_000n,
      flags: ['unpriced:webSearches'],
      parts: { webSearches: null },
    });
    const alone = priceUsage({ provider: 'p', model: 'm', usage: { ...noUsage, images: 1 }, at }, table);
    expect(alone?.total).toBeNull();
  });

  it('refuses a figure that is none', () => {
    expect(() => file([{ prices: { input: '1e3' } }])).toThrow('input is no price: 1e3');
    expect(() => file([{ prices: { input: '-1' } }])).toThrow('no price');
    expect(() => file([{ prices: {}, effectiveFrom: 'soon' }])).toThrow('No time: soon');
    expect(() => file([{ prices: {}, utcWindow: 'noon' }])).toThrow('No hours');
  });
});

describe('picodollars', () => {
  it('are read and written without loss', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), (pico) => {
        expect(parseUsd(formatUsd(pico))).toBe(pico);
        expect(formatUsd(-pico)).toBe(pico === 0n ? '0' : `-${formatUsd(pico)}`);
      }),
    );
    expect(parseDecimal('1.2345', 2)).toBe(123n);
    expect(parseDecimal('1.235', 2)).toBe(124n);
    expect(parseUsd('1e-6')).toBeNull();
    expect(parseUsd('')).toBeNull();
  });

  it('are rounded half up where they must be divided', () => {
    expect(mulDiv(5n, 1n, 10n)).toBe(1n);
    expect(mulDiv(4n, 1n, 10n)).toBe(0n);
    expect(mulDiv(7n, 11n, 10n)).toBe(8n);
  });

  it('every price of a token is a whole number of them', () => {
    expect(
      buckets.slice(0, TOKEN_BUCKETS).every(({ digits, divisor }) => digits === 6 && divisor === 1n),
    ).toBe(true);
  });
});
