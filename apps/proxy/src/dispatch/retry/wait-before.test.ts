import fc from 'fast-check';
import { expect, it } from 'vitest';
import { waitBefore } from './wait-before.ts';

// What the headers allow.
const backOff = fc.record({
  minTimeout: fc.integer({ min: 0, max: 600_000 }),
  maxTimeout: fc.integer({ min: 0, max: 600_000 }),
  factor: fc.double({ min: 1, max: 10, noNaN: true }),
});
const retry = fc.integer({ min: 0, max: 9 });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const hint = fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }));

it('never exceeds the ceiling and never falls below what the provider asked for, up to the ceiling', () => {
  fc.assert(
    fc.property(retry, backOff, hint, random, (n, options, hintMs, chance) => {
      const wait = waitBefore(n, options, hintMs, chance);
      expect(wait).toBeLessThanOrEqual(options.maxTimeout);
      expect(wait).toBeGreaterThanOrEqual(Math.min(hintMs ?? 0, options.maxTimeout));
    }),
  );
});

it('is spread over all of the back-off, which grows by the factor until the ceiling', () => {
  fc.assert(
    fc.property(retry, backOff, random, (n, options, chance) => {
      const bound = Math.min(options.maxTimeout, options.minTimeout * options.factor ** n);
      expect(waitBefore(n, options, null, 0)).toBe(0);
      expect(waitBefore(n, options, null, chance)).toBeCloseTo(chance * bound, 6);
    }),
  );
  const options = { minTimeout: 1000, maxTimeout: 10_000, factor: 2 };
  expect([0, 1, 2, 3, 4].map((n) => waitBefore(n, options, null, 0.5))).toEqual([
    500, 1000, 2000, 4000, 5000,
  ]);
});
