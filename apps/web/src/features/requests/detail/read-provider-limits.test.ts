import { expect, test } from 'vitest';
import { readProviderLimits } from './read-provider-limits.ts';

test('OpenAI’s and Anthropic’s headers, by what they count', () => {
  expect(
    readProviderLimits({
      'x-ratelimit-limit-requests': '10000',
      'X-RateLimit-Remaining-Requests': '9999',
      'x-ratelimit-reset-requests': '8.64s',
      'x-ratelimit-remaining-tokens': '149984',
      'content-type': 'application/json',
    }),
  ).toEqual([
    { of: 'requests', limit: '10000', remaining: '9999', reset: '8.64s' },
    { of: 'tokens', limit: null, remaining: '149984', reset: null },
  ]);
  expect(
    readProviderLimits({
      'anthropic-ratelimit-input-tokens-limit': '80000',
      'anthropic-ratelimit-input-tokens-remaining': '79000',
      'anthropic-ratelimit-input-tokens-reset': '2026-11-21T12:00:00Z',
    }),
  ).toEqual([{ of: 'input tokens', limit: '80000', remaining: '79000', reset: '2026-11-21T12:00:00Z' }]);
});

test('where nothing is told there is none', () => {
  expect(readProviderLimits({ 'x-ratelimit-reset': '1', 'x-request-id': 'a' })).toEqual([]);
});
