import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UpstreamHealth } from './upstream-health.ts';

const START = 1_000_000;

/** An upstream with so many ended calls, the failed ones among them last. */
function after(calls: number, failures: number, at = START): UpstreamHealth {
  const health = new UpstreamHealth();
  for (let i = 0; i < calls; i++) {
    health.began(at);
    health.ended(i >= calls - failures, at);
  }
  return health;
}

describe('the circuit', () => {
  it.each([
    [19, 19, 'closed'],
    [20, 10, 'closed'],
    [20, 11, 'open'],
    [1000, 500, 'closed'],
    [1000, 501, 'open'],
  ])('of %i calls with %i failed is %s', (calls, failures, state) => {
    expect(after(calls, failures).circuit(START)).toBe(state);
  });

  it('forgets what was more than ten seconds ago', () => {
    const health = after(19, 19);
    health.ended(true, START + 11_000);
    expect(health.circuit(START + 11_000)).toBe('closed');
    expect(health.facts(START + 11_000)).toMatchObject({ calls: 0, failures: 1 });
  });

  it('lets one through a second when it is half open, and closes with the first success', () => {
    const health = after(20, 20);
    expect(health.admits(START + 4_999)).toBe(false);
    expect(health.circuit(START + 5_000)).toBe('half-open');
    expect([0, 10, 999, 1_000].map((ms) => health.admits(START + 5_000 + ms))).toEqual([
      true,
      false,
      false,
      true,
    ]);
    health.ended(false, START + 6_100);
    expect(health.facts(START + 6_100)).toMatchObject({ state: 'closed', failures: 0 });
  });

  it('opens again where the probe fails', () => {
    const health = after(20, 20);
    health.ended(true, START + 5_000);
    expect(health.circuit(START + 9_999)).toBe('open');
    expect(health.circuit(START + 10_000)).toBe('half-open');
  });
});

describe('the retry budget', () => {
  it('lets a single user have all retries that can be asked for, however little is going on', () => {
    const health = new UpstreamHealth();
    health.began(START);
    for (let i = 0; i < 10; i++) expect(health.takeRetry(START)).toBe(true);
  });

  it('is a fifth of the requests of the last ten seconds where that is more, retries not counted among them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000 }), (requests) => {
        const health = new UpstreamHealth();
        for (let i = 0; i < requests; i++) health.began(START);
        let retries = 0;
        while (health.takeRetry(START)) {
          health.began(START);
          retries++;
        }
        expect(retries).toBe(Math.max(100, Math.floor(requests / 5)));
        expect(health.facts(START).retriesLeft).toBe(0);
        expect(health.takeRetry(START + 10_999)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
