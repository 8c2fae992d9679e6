import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideNext, type Situation } from './decide-next.ts';
import type { Failure } from './failure.ts';

const failure: Failure = {
  status: 503,
  mayPass: true,
  answered: true,
  sent: true,
  quotaUsedUp: false,
  hintMs: null,
  what: 'status 503',
};
const situation: Situation = {
  retries: 0,
  maxRetries: 3,
  backOff: { minTimeout: 100, maxTimeout: 1_000, factor: 2 },
  repeatable: true,
  fallback: null,
  remainingMs: null,
  fallbackIsBetter: false,
  takeRetry: () => true,
  random: 0.5,
};
const decide = (ofFailure: Partial<Failure> = {}, of: Partial<Situation> = {}) =>
  decideNext({ ...failure, ...ofFailure }, { ...situation, ...of });

describe('a failure that may pass', () => {
  it('is retried before a fallback is tried', () => {
    expect(decide({}, { fallback: 1 })).toEqual({ kind: 'retry', waitMs: 50, reason: 'status 503' });
  });

  it.each([
    ['the retries are used up', {}, { retries: 3 }, 'after 3 retries'],
    ['none were asked for', {}, { maxRetries: 0 }, 'status 503'],
    ['the quota is used up', { quotaUsedUp: true, what: 'quota used up' }, {}, 'quota used up'],
    ['the wait goes beyond the deadline', { hintMs: 500 }, { remainingMs: 400 }, 'no time to wait'],
    ['the provider asks for more than the longest wait', { hintMs: 60_000 }, {}, 'too long to wait'],
    ['most calls there fail', {}, { fallbackIsBetter: true }, 'most calls'],
    ['the budget is used up', {}, { takeRetry: () => false }, 'no retries left'],
  ])('goes to the fallback at once where %s', (_why, ofFailure, of, reason) => {
    expect(decide(ofFailure, { ...of, fallback: 2 })).toMatchObject({
      kind: 'fallback',
      target: 2,
      reason: expect.stringContaining(reason),
    });
    expect(decide(ofFailure, { ...of, fallbackIsBetter: false }).kind).toBe(
      reason === 'most calls' || reason === 'too long to wait' ? 'retry' : 'stop',
    );
  });

  it('of a call that may have been carried out goes nowhere, unless that does no harm', () => {
    const lost = { answered: false, sent: true };
    expect(decide(lost, { repeatable: false, fallback: 1 }).kind).toBe('stop');
    expect(decide({ ...lost, sent: false }, { repeatable: false }).kind).toBe('retry');
    expect(decide({}, { repeatable: false, fallback: 1 }).kind).toBe('fallback');
  });

  it('forbids the client’s own retries, unless the client may have the time that we haven’t', () => {
    expect(decide({}, { retries: 3 })).toMatchObject({ kind: 'stop', final: true });
    expect(decide({ hintMs: 5_000 }, { remainingMs: 400 })).toMatchObject({ kind: 'stop', final: false });
    expect(decide({ hintMs: 5_000 }, { remainingMs: 400, retries: 1 })).toMatchObject({
      kind: 'stop',
      final: true,
    });
    expect(decide({}, { maxRetries: 0 })).toMatchObject({ kind: 'stop', final: false });
    expect(decide({ mayPass: false })).toMatchObject({ kind: 'stop', final: false });
  });
});

it('never waits beyond the deadline, takes no retry out of the budget but for one, and makes no more than were asked for', () => {
  fc.assert(
    fc.property(
      fc.record({
        retries: fc.nat(10),
        maxRetries: fc.nat(10),
        remainingMs: fc.option(fc.integer({ min: -10, max: 3_000 })),
        fallback: fc.option(fc.nat(9)),
        repeatable: fc.boolean(),
        fallbackIsBetter: fc.boolean(),
        random: fc.double({ min: 0, max: 0.999, noNaN: true }),
      }),
      fc.record({
        mayPass: fc.boolean(),
        answered: fc.boolean(),
        sent: fc.boolean(),
        quotaUsedUp: fc.boolean(),
        hintMs: fc.option(fc.nat(5_000)),
      }),
      (of, ofFailure) => {
        let taken = 0;
        const step = decide(ofFailure, { ...of, takeRetry: () => ++taken > 0 });
        expect(taken).toBe(step.kind === 'retry' ? 1 : 0);
        if (step.kind !== 'retry') return;
        expect(step.waitMs).toBeLessThan(of.remainingMs ?? Number.POSITIVE_INFINITY);
        expect(of.retries).toBeLessThan(of.maxRetries);
        expect(ofFailure.mayPass).toBe(true);
      },
    ),
  );
});
