import { noBillingFacts } from '@heliograph/contracts/billing-facts';
import { noUsage } from '@heliograph/contracts/token-usage';
import { describe, expect, it } from 'vitest';
import { createPriceBook, type CustomPrice, emptyPriceBook } from './custom-prices.ts';
import { type CostedRequest, costParts, priceRequest } from './price-request.ts';
import { standardPrices } from './standard-prices.ts';

const at = Date.UTC(2026, 10, 18, 12);
const plain: CostedRequest = {
  provider: 'openai',
  model: 'gpt-4o-mini',
  requestModel: 'gpt-4o-mini',
  at,
  usage: { ...noUsage, inputTokens: 100, cachedInputTokens: 40, outputTokens: 10, requests: 1 },
  usageSource: 'reported',
  billing: noBillingFacts,
  headerPrices: null,
  cacheHit: false,
};
const custom = (part: Partial<CustomPrice>): CustomPrice => ({
  id: 'a',
  provider: null,
  model: 'gpt-4o-mini',
  prices: { input: '1', output: '1' },
  effectiveFrom: null,
  effectiveTo: null,
  ...part,
});
const cost = (part: Partial<CostedRequest> = {}, prices: CustomPrice[] = []) =>
  priceRequest({ ...plain, ...part }, standardPrices, createPriceBook(prices));
const billing = (part: Partial<CostedRequest['billing']>) => ({ billing: { ...noBillingFacts, ...part } });

describe('who is believed', () => {
  it('the table, where nobody says anything else', () => {
    // 100 × 0.15 + 40 × 0.075 + 10 × 0.6.
    expect(cost()).toMatchObject({
      total: '0.000024',
      computed: '0.000024',
      source: 'table',
      saved: null,
      flags: [],
    });
    expect(cost().parts).toMatchObject({
      inputTokens: '0.000015',
      cachedInputTokens: '0.000003',
      images: '0',
    });
  });

  it('the provider before the table; what the table says stands beside it', () => {
    expect(cost(billing({ reportedCostUsd: '0.5' }))).toMatchObject({
      total: '0.5',
      computed: '0.000024',
      source: 'provider',
    });
    expect(cost({ ...billing({ reportedCostUsd: '0.5' }), model: 'unknown' })).toMatchObject({
      total: '0.5',
      computed: null,
      source: 'provider',
    });
    expect(cost(billing({ reportedCostUsd: 'much' })).source).toBe('table');
    expect(cost(billing({ reportedCostUsd: '-1' })).source).toBe('table');
  });

  it('the price book before the provider', () => {
    const said = cost(billing({ reportedCostUsd: '0.5' }), [custom({})]);
    expect(said).toMatchObject({ total: '0.00015', source: 'custom', priceRow: 'custom:a' });
  });

  it('the headers before all others; the side that they leave out is priced as ever', () => {
    const headerPrices = { input: '2', output: null };
    // 140 × 2 + 10 × 0.6.
    expect(cost({ headerPrices, ...billing({ reportedCostUsd: '9' }) })).toMatchObject({
      total: '0.000286',
      source: 'header',
      priceRow: 'header input=2',
    });
    expect(cost({ headerPrices }, [custom({ prices: { input: '7', output: '3' } })]).total).toBe('0.00031');
    expect(cost({ headerPrices, model: 'unknown', requestModel: null })).toMatchObject({
      total: null,
      source: 'none',
      flags: ['unpriced:outputTokens'],
    });
  });
});

describe('the price book', () => {
  const found = (prices: CustomPrice[], part: Partial<CostedRequest> = {}) => cost(part, prices).priceRow;

  it('prefers the most particular entry', () => {
    const any = custom({ id: 'any' });
    const ours = custom({ id: 'ours', provider: 'openai' });
    const prefix = custom({ id: 'prefix', provider: 'openai', model: 'gpt-*' });
    const longer = custom({ id: 'longer', model: 'gpt-4o*' });
    expect(found([any, prefix, longer, ours])).toBe('custom:ours');
    expect(found([longer, any])).toBe('custom:any');
    expect(found([custom({ id: 'short', model: 'g*' }), longer])).toBe('custom:longer');
    expect(found([custom({ provider: 'azure' })])).toMatch(/^openai/);
    expect(found([any, prefix])).toBe('custom:prefix');
    expect(found([custom({ model: 'GPT-4o-Mini' })])).toBe('custom:a');
  });

  it('takes the entry in force at the time of the request, the latest of several', () => {
    const since = custom({ id: 'old' });
    const from = custom({ id: 'new', effectiveFrom: at });
    expect(found([since, from])).toBe('custom:new');
    expect(found([since, from], { at: at - 1 })).toBe('custom:old');
    expect(found([custom({ effectiveTo: at })])).toMatch(/^openai/);
  });

  it("knows a deployment by the request's name for it", () => {
    const prices = [custom({ model: 'my-deployment' })];
    expect(found(prices, { requestModel: 'my-deployment', model: 'gpt-4o-2024-08-06' })).toBe('custom:a');
  });
});

describe('what costs nothing, and what nobody knows', () => {
  it('a refused call costs 0, not nothing known', () => {
    expect(cost(billing({ free: true }))).toMatchObject({ total: '0', source: 'free', priceRow: '' });
    expect(cost(billing({ serviceTier: 'provisioned' }))).toMatchObject({
      total: '0',
      source: 'free',
      flags: ['provisioned'],
    });
  });

  it('a hit of the cache costs 0 and saves what it would have cost', () => {
    expect(cost({ cacheHit: true })).toMatchObject({
      total: '0',
      computed: '0',
      saved: '0.000024',
      source: 'table',
    });
    expect(Object.values(cost({ cacheHit: true }).parts).every((part) => part === '0')).toBe(true);
    expect(cost({ cacheHit: true, ...billing({ reportedCostUsd: '0.5' }) })).toMatchObject({
      total: '0',
      saved: '0.5',
    });
    expect(cost({ cacheHit: true, model: 'unknown', requestModel: null })).toMatchObject({
      total: '0',
      saved: null,
      source: 'none',
    });
  });

  it('an unknown model has no price, and neither has any part of it', () => {
    const unknown = cost({ model: 'unknown', requestModel: null });
    expect(unknown).toMatchObject({ total: null, computed: null, source: 'none', flags: ['no_price'] });
    expect(costParts.every((part) => unknown.parts[part] === null)).toBe(true);
    expect(cost({ model: null, requestModel: null }).flags).toEqual(['no_price']);
  });

  it('without usage there is no cost, unless it goes by the piece', () => {
    const none = { usage: noUsage, usageSource: 'none' as const };
    expect(cost(none)).toMatchObject({ total: null, flags: ['no_usage'] });
    expect(cost({ ...none, usage: { ...noUsage, requests: 1 } }).total).toBeNull();
    expect(
      cost({
        ...none,
        model: 'dall-e-3',
        usage: { ...noUsage, images: 2 },
        ...billing({ variant: 'quality=hd;size=1024x1792' }),
      }).total,
    ).toBe('0.24');
  });

  it('more than a column can hold is no cost, and says so', () => {
    const usage = { ...noUsage, inputTokens: 1e9, outputTokens: 1e9 };
    const headerPrices = { input: '1000000', output: '1000000' };
    expect(cost({ usage, headerPrices })).toMatchObject({
      total: null,
      flags: ['cost_out_of_range'],
      source: 'none',
    });
  });
});

describe('what other models did for the request', () => {
  const usage = { ...noUsage, inputTokens: 1000 };

  it('is priced at their own price, as a part of its own', () => {
    const otherModels = [{ model: 'gpt-4o', usage }];
    expect(cost(billing({ otherModels }))).toMatchObject({
      total: '0.002524',
      parts: { otherModels: '0.0025', inputTokens: '0.000015' },
    });
  });

  it('makes the whole unknown where it has no price', () => {
    const otherModels = [{ model: 'unknown', usage }];
    expect(cost(billing({ otherModels }))).toMatchObject({ total: null, flags: ['no_price:unknown'] });
  });
});

it('an empty book finds nothing', () => {
  expect(emptyPriceBook.find('openai', ['gpt-4o'], at)).toBeNull();
});
