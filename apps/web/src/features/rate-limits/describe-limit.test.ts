import { expect, it } from 'vitest';
import { describeQuota, describeSegment } from './describe-limit.ts';

it.each([
  [{ quota: 100, unit: 'request', windowSeconds: 3_600 }, '100 requests an hour'],
  [{ quota: 1, unit: 'request', windowSeconds: 1 }, '1 request a second'],
  [{ quota: 12.5, unit: 'cents', windowSeconds: 90 }, '12.5 cents in 90 seconds'],
  [{ quota: 50_000, unit: 'token', windowSeconds: 600 }, '50,000 tokens in 10 minutes'],
  [{ quota: 2, unit: 'cents', windowSeconds: 2_592_000 }, '2 cents in 30 days'],
] as const)('%j is said as %s', (limit, text) => {
  expect(describeQuota(limit)).toBe(text);
});

it('says whose requests are counted', () => {
  expect(describeSegment({ by: 'property', name: 'team' })).toBe('Each value of team');
});
