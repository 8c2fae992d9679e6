import { noUsage } from '@heliograph/contracts/token-usage';
import { pricesSchema } from '@heliograph/contracts/prices';
import { describe, expect, it } from 'vitest';
import { formatUsd } from './picodollars.ts';
import { priceUsage } from './price-usage.ts';
import { standardPrices, tableFiles } from './standard-prices.ts';

const now = Date.UTC(2026, 10, 21);
const thousand = { ...noUsage, inputTokens: 1000 };
const inputPrice = (provider: string, model: string, at = now) => {
  const cost = priceUsage({ provider, model, usage: thousand, at }, standardPrices);
  return cost === null || cost.total === null ? null : formatUsd(cost.total * 1000n);
};

it('covers at least 600 models that have a price today, of 17 providers', () => {
  const priced = [...standardPrices.models()].filter(({ provider, model, rows }) =>
    [...rows.values()]
      .flat()
      .some(({ from, to }) => from <= now && now < to && standardPrices.find(provider, model) !== null),
  );
  expect(new Set(priced.map(({ provider }) => provider)).size).toBe(17);
  expect(new Set(priced.map(({ model }) => model)).size).toBeGreaterThanOrEqual(600);
});

it('holds prices that the schema allows, each with a source, and no two rows for the same case', () => {
  for (const { provider, rows } of tableFiles) {
    const cases = rows.map(
      ({ model, serviceTier, variant, contextFrom, effectiveFrom, effectiveTo, utcWindow }) =>
        JSON.stringify([model, serviceTier, variant, contextFrom, effectiveFrom, effectiveTo, utcWindow]),
    );
    expect(new Set(cases).size, provider).toBe(cases.length);
    for (const { prices, source, model } of rows) {
      expect(pricesSchema.safeParse(prices).success, `${provider} ${model}`).toBe(true);
      expect(source, `${provider} ${model}`).not.toBe('');
    }
  }
});

it('has no two rows of a case in force at the same time', () => {
  for (const { model, rows } of standardPrices.models())
    for (const group of rows.values())
      for (const [index, a] of group.entries())
        for (const b of group.slice(index + 1)) {
          if (a.contextFrom !== b.contextFrom || String(a.window) !== String(b.window)) continue;
          expect(a.from >= b.to || b.from >= a.to, `${model}: ${a.id}, ${b.id}`).toBe(true);
        }
});

it('gives every row an id of its own that changes with its figures', () => {
  const ids = [...standardPrices.models()].flatMap(({ rows }) =>
    [...rows.values()].flat().map(({ id }) => id),
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(standardPrices.find('openai', 'gpt-4o-2024-08-06')?.rows.get('standard|')?.[0]?.id).toMatch(
    /^openai\/gpt-4o-2024-08-06 #[0-9a-f]{8}$/,
  );
});

it('knows the fees that a provider asks for with every model', () => {
  const usage = { ...noUsage, fileSearches: 2 };
  const cost = priceUsage({ provider: 'openai', model: 'gpt-4o', usage, at: now }, standardPrices);
  expect(cost?.total).toBe(5_000_000_000n);
});

describe('names of models', () => {
  it.each([
    ['openai', 'gpt-4o-2024-08-06', '2.5'],
    ['openai', 'gpt-4o-mini-2030-01-02', '0.15'],
    ['openai', 'GPT-4o-mini', '0.15'],
    ['openai', 'gpt-4o-mini-super', null],
    ['openai', 'ft:gpt-4o-mini:org::id', '0.3'],
    ['openai', 'ft:gpt-4o-mini-2024-07-18:org:name:id', '0.3'],
    ['openai', 'ft:gpt-4o-mini', '0.3'],
    ['openai', 'ft:gpt-4o:org::id', '3.75'],
    ['openai', 'ft:gpt-77:org::id', null],
    ['anthropic', 'claude-sonnet-4-5-20250929', '3'],
    ['anthropic', 'claude-sonnet-4-5-haiku', null],
    ['vertex', 'claude-sonnet-4-5@20250929', '3'],
    ['vertex', 'projects/p/locations/global/publishers/google/models/gemini-2.5-flash', '0.3'],
    ['google', 'models/gemini-2.5-flash', '0.3'],
    ['bedrock', 'global.anthropic.claude-sonnet-4-5-20250929-v1:0', '3'],
    ['bedrock', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0', '3.3'],
    ['bedrock', 'anthropic.claude-sonnet-4-5-20250929-v1:0', '3.3'],
    [
      'bedrock',
      'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      '3.3',
    ],
    ['bedrock', 'eu.amazon.nova-micro-v1:0', '0.035'],
    ['azure', 'gpt-4o-2024-08-06', '2.5'],
    ['azure', 'my-deployment', null],
    ['openrouter', 'openai/gpt-4o-mini', '0.15'],
    ['openrouter', 'anthropic/claude-sonnet-4.5', '3'],
    ['openrouter', 'somebody/model', null],
    ['openrouter', 'google/gemma-4-31b-it:free', '0'],
    ['fireworks', 'accounts/fireworks/models/deepseek-v3p1', '0.56'],
    ['fireworks', 'deepseek-v3p1', '0.56'],
    ['together', 'meta-llama/Llama-3.3-70B-Instruct-Turbo', '0.88'],
    ['nobody', 'gpt-4o', null],
    ['openai', '', null],
  ])('%s %s costs %s USD a million', (provider, model, price) => {
    expect(inputPrice(provider, model)).toBe(price);
  });
});
