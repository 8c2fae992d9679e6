import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateLimitPolicies } from './rate-limit-policy.ts';

function read(value: string): unknown {
  const parsed = rateLimitPolicies(value);
  return parsed.ok ? parsed.value.map(({ text: _, ...policy }) => policy) : parsed.expected;
}

describe('rateLimitPolicies', () => {
  const global = { by: 'global' };
  it.each([
    ['100;w=3600;u=user', [{ quota: 100, windowSeconds: 3600, unit: 'request', segment: { by: 'user' } }]],
    ['1000;w=86400;u=org', [{ quota: 1000, windowSeconds: 86_400, unit: 'request', segment: global }]],
    ['10;w=60;u=request', [{ quota: 10, windowSeconds: 60, unit: 'request', segment: global }]],
    ['10;w=60', [{ quota: 10, windowSeconds: 60, unit: 'request', segment: global }]],
    ['2.5; s=user ;U=Cents; w=1', [{ quota: 2.5, windowSeconds: 1, unit: 'cents', segment: { by: 'user' } }]],
    ['5;w=60;u=token;s=key', [{ quota: 5, windowSeconds: 60, unit: 'token', segment: { by: 'key' } }]],
    [
      '5;w=31536000;s=Plan',
      [
        {
          quota: 5,
          windowSeconds: 31_536_000,
          unit: 'request',
          segment: { by: 'property', name: 'plan' },
        },
      ],
    ],
    [
      '5;w=60, 100;w=3600;u=user',
      [
        { quota: 5, windowSeconds: 60, unit: 'request', segment: global },
        { quota: 100, windowSeconds: 3600, unit: 'request', segment: { by: 'user' } },
      ],
    ],
  ])('reads %j', (value, expected) => {
    expect(read(value)).toEqual(expected);
  });

  it('keeps each policy as it was written', () => {
    const parsed = rateLimitPolicies(' 5;w=60 , 7;w=1;u=user ');
    expect(parsed.ok && parsed.value.map(({ text }) => text)).toEqual(['5;w=60', '7;w=1;u=user']);
  });

  it.each([
    ['', 'w must be'],
    ['100', 'w must be'],
    ['0;w=60', 'the quota must be'],
    ['-1;w=60', 'the quota must be'],
    ['1.5;w=60', 'a whole number above 0'],
    ['0.0;w=60;u=cents', 'cents above 0'],
    ['1e3;w=60', 'the quota must be'],
    ['10;w=0', 'w must be'],
    ['10;w=31536001', 'w must be'],
    ['10;w=1.5', 'w must be'],
    ['10;w=60;w=60', 'w must be given once'],
    ['10;w=60;u=dollars', 'u must be'],
    ['10;w=60;u=user;s=key', 's= must be left out'],
    ['10;w=60;s=', 's must be'],
    ['10;w=60;x=1', 'each part after the quota'],
    ['10;w=60;', 'each part after the quota'],
    ['10;w=60,', 'w must be'],
    [Array(11).fill('1;w=1').join(','), 'at most 10'],
  ])('refuses %j', (value, why) => {
    expect(read(value)).toContain(why);
  });

  it('never throws, and lets no quota or window beyond its bounds through', () => {
    const parts = fc.oneof(fc.string(), fc.constantFrom('w=60', 'u=cents', 's=user', '10', '0.1', ';', ','));
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (pieces) => {
        const parsed = rateLimitPolicies(pieces.join(';'));
        for (const { quota, windowSeconds } of parsed.ok ? parsed.value : []) {
          expect(quota).toBeGreaterThan(0);
          expect(windowSeconds).toBeGreaterThanOrEqual(1);
          expect(windowSeconds).toBeLessThanOrEqual(31_536_000);
        }
      }),
    );
  });
});
