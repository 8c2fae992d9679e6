import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, type AlertState, initialState, PATIENCE, type Step, type Transition } from './advance.ts';
import type { Outcome } from './judge.ts';
import type { Timing } from './timing.ts';

const MINUTE = 60_000;
const plain: Timing = { forMs: 0, cooldownMs: 0, renotifyMs: null, noData: 'resolve' };
const high: Outcome = {
  ...{ kind: 'value', value: 12, requests: 100, threshold: 10, worse: 'higher' },
  ...{ breached: true, recovered: false },
};
const band: Outcome = { ...high, value: 9.5, breached: false, recovered: false };
const low: Outcome = { ...high, value: 2, breached: false, recovered: true };
const none: Outcome = { kind: 'no_data', requests: 0 };
const away: Outcome = { kind: 'error', message: 'ClickHouse is away', lasting: false };
const wrong: Outcome = { kind: 'error', message: 'No such field', lasting: true };

type Given = Outcome | { outcome: Outcome; muted?: boolean; acknowledged?: boolean };

/** Evaluates once a minute; gives each minute's status and what was told, as `firing!fired`. */
function play(timing: Partial<Timing>, outcomes: Given[]): string[] {
  let state = initialState(0);
  return outcomes.map((given, minute) => {
    const step = 'outcome' in given ? given : { outcome: given };
    const next = advance(state, {
      ...{ at: minute * MINUTE, timing: { ...plain, ...timing }, muted: false, acknowledged: false },
      ...step,
    });
    state = next.state;
    return next.transition === null ? state.status : `${state.status}!${next.transition}`;
  });
}

describe('an alert', () => {
  it.each<[string, Partial<Timing>, Given[], string[]]>([
    [
      'fires once and resolves',
      {},
      [low, high, high, low, low],
      ['ok', 'firing!fired', 'firing', 'ok!resolved', 'ok'],
    ],
    ['fires again after it resolved', {}, [high, low, high], ['firing!fired', 'ok!resolved', 'firing!fired']],
    [
      'waits until it was so for long enough',
      { forMs: 2 * MINUTE },
      [high, high, low, high, high, high],
      ['pending', 'pending', 'ok', 'pending', 'pending', 'firing!fired'],
    ],
    [
      'stays within its band',
      {},
      [band, high, band, band, low],
      ['ok', 'firing!fired', 'firing', 'firing', 'ok!resolved'],
    ],
    [
      'rests after it resolved',
      { cooldownMs: 2 * MINUTE },
      [high, low, high, high, high],
      ['firing!fired', 'ok!resolved', 'pending', 'firing!fired', 'firing'],
    ],
    [
      'is told again while it fires, and not while it is back in the band',
      { renotifyMs: 2 * MINUTE },
      [high, high, band, high, high, high],
      ['firing!fired', 'firing', 'firing', 'firing!renotified', 'firing', 'firing!renotified'],
    ],
    [
      'is not told again once somebody looks after it',
      { renotifyMs: MINUTE },
      [high, { outcome: high, acknowledged: true }, low],
      ['firing!fired', 'firing', 'ok!resolved'],
    ],
    [
      'does not fire while snoozed, fires right after, and resolves even so',
      {},
      [{ outcome: high, muted: true }, high, { outcome: low, muted: true }],
      ['pending', 'firing!fired', 'ok!resolved'],
    ],
    ['resolves without data', {}, [high, none, none], ['firing!fired', 'no_data!resolved', 'no_data']],
    [
      'stays without data',
      { noData: 'keep' },
      [none, high, none, low],
      ['no_data', 'firing!fired', 'firing', 'ok!resolved'],
    ],
    [
      'tells that there is no data',
      { noData: 'notify' },
      [low, none, none, low],
      ['ok', 'firing!no_data', 'firing', 'ok!resolved'],
    ],
    [
      'goes on firing through an error',
      {},
      [high, away, high, away, low],
      ['firing!fired', 'error', 'firing', 'error', 'ok!resolved'],
    ],
    [
      'tells an error once that will not pass by itself',
      {},
      [wrong, wrong, low, wrong],
      ['error!error', 'error', 'ok', 'error!error'],
    ],
    [
      'is patient with an error that may pass, and tells it once',
      {},
      Array.from({ length: PATIENCE + 2 }, () => away),
      [...Array.from({ length: PATIENCE - 1 }, () => 'error'), 'error!error', 'error', 'error'],
    ],
    [
      'starts to wait anew after an error',
      { forMs: MINUTE },
      [high, away, high, high],
      ['pending', 'error', 'pending', 'firing!fired'],
    ],
  ])('%s', (_title, timing, outcomes, expected) => {
    expect(play(timing, outcomes)).toEqual(expected);
  });

  it('knows the worst value, upwards and downwards', () => {
    const fall = (value: number): Outcome => ({ ...high, value, worse: 'lower' });
    const peakOf = (outcomes: Outcome[]) =>
      outcomes.reduce<AlertState>(
        (state, outcome, at) =>
          advance(state, { at, outcome, timing: plain, muted: false, acknowledged: false }).state,
        initialState(0),
      ).peak;
    expect(peakOf([high, { ...high, value: 40 }, { ...high, value: 20 }])).toBe(40);
    expect(peakOf([fall(4), fall(1), fall(3)])).toBe(1);
  });
});

const stepOf = fc.record({
  outcome: fc.constantFrom(high, high, band, low, none, away, wrong),
  wait: fc.integer({ min: 1, max: 5 * MINUTE }),
  muted: fc.boolean(),
  acknowledged: fc.boolean(),
});
const timings: fc.Arbitrary<Timing> = fc.record({
  forMs: fc.constantFrom(0, MINUTE, 5 * MINUTE),
  cooldownMs: fc.constantFrom(0, 3 * MINUTE),
  renotifyMs: fc.constantFrom(null, 5 * MINUTE),
  noData: fc.constantFrom('resolve', 'keep', 'notify'),
});

interface Seen extends Step {
  before: AlertState;
  after: AlertState;
  told: Transition | null;
}

/** Any course of events, as it was seen step by step. */
const courses = fc.tuple(timings, fc.array(stepOf, { maxLength: 60 })).map(([timing, steps]) => {
  let at = 0;
  let state = initialState(0);
  return steps.map(({ wait, ...rest }): Seen => {
    at += wait;
    const step: Step = { ...rest, at, timing };
    const next = advance(state, step);
    const seen = { ...step, before: state, after: next.state, told: next.transition };
    state = next.state;
    return seen;
  });
});
const fires = (told: Transition | null) => told === 'fired' || told === 'no_data';
const holds = (check: (course: Seen[]) => void) => fc.assert(fc.property(courses, check), { numRuns: 500 });

describe('whatever happens', () => {
  it('fires and resolves in turn', () =>
    holds((course) => {
      const told = course.flatMap(({ told }) =>
        fires(told) ? ['fire'] : told === 'resolved' ? ['over'] : [],
      );
      told.forEach((one, at) => expect(one).toBe(at % 2 === 0 ? 'fire' : 'over'));
    }));

  it('neither fires nor is told again while muted', () =>
    holds((course) => {
      for (const { muted, told } of course) {
        if (muted) expect([null, 'resolved']).toContain(told);
      }
    }));

  it('fires only after every evaluation of the wait was beyond the threshold', () =>
    holds((course) => {
      course.forEach(({ told, at, timing }, index) => {
        if (!fires(told)) return;
        const since = course
          .slice(0, index)
          .findLastIndex(
            ({ outcome, before, after }) =>
              before.firingSince !== null ||
              after.firingSince !== null ||
              !(outcome.kind === 'value'
                ? outcome.breached
                : outcome.kind === 'no_data' && timing.noData === 'notify'),
          );
        expect(at - (course[since + 1]?.at ?? at)).toBeGreaterThanOrEqual(timing.forMs);
      });
    }));

  it('never resolves within its band', () =>
    holds((course) => {
      for (const { outcome, told } of course) if (outcome === band) expect(told).not.toBe('resolved');
    }));

  it('rests between resolving and firing', () =>
    holds((course) => {
      for (const { told, before, at, timing } of course) {
        if (fires(told) && before.resolvedAt !== null)
          expect(at - before.resolvedAt).toBeGreaterThanOrEqual(timing.cooldownMs);
      }
    }));

  it('tells of errors once until an evaluation succeeds', () =>
    holds((course) => {
      let told = false;
      for (const step of course) {
        if (step.outcome.kind !== 'error') told = false;
        else if (step.told === 'error') {
          expect(told).toBe(false);
          told = true;
        }
      }
    }));

  it('says firing exactly while something is open, errors aside', () =>
    holds((course) => {
      for (const { after } of course) {
        if (after.status !== 'error') expect(after.status === 'firing').toBe(after.firingSince !== null);
      }
    }));
});
