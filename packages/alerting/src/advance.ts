import type { AlertStatus } from '@heliograph/contracts/alerts';
import type { Outcome } from './judge.ts';
import type { Timing } from './timing.ts';

/** How one group of a rule stands. Times in ms since 1970. */
export interface AlertState {
  status: AlertStatus;
  /** Since when it has this status. */
  since: number;
  /** Since when every evaluation was beyond the threshold; null while none is. */
  pendingSince: number | null;
  /** When it fired; null while it doesn't. Kept through errors. */
  firingSince: number | null;
  /** The worst value since then. */
  peak: number | null;
  /** When it was last told that it fires. */
  toldAt: number | null;
  /** When it last resolved. */
  resolvedAt: number | null;
  /** Evaluations in a row that failed. */
  failures: number;
  /** That it can't be evaluated was told. */
  errorTold: boolean;
}

export type Transition = 'fired' | 'no_data' | 'resolved' | 'renotified' | 'error';

export interface Step {
  at: number;
  outcome: Outcome;
  timing: Timing;
  /** Snoozed or in maintenance: nothing fires, and nothing is told again. */
  muted: boolean;
  /** Somebody looks after it: it isn't told again. */
  acknowledged: boolean;
}

/** Failures in a row that may pass by themselves, before one is told of them. */
export const PATIENCE = 5;

export function initialState(at: number): AlertState {
  return {
    ...{ status: 'ok', since: at, pendingSince: null, firingSince: null, peak: null, toldAt: null },
    ...{ resolvedAt: null, failures: 0, errorTold: false },
  };
}

/** What becomes of a state with an evaluation, and what is to be told of it; null: nothing. */
export function advance(state: AlertState, step: Step): { state: AlertState; transition: Transition | null } {
  const { outcome } = step;
  if (outcome.kind === 'error') return fail(state, outcome.lasting, step);
  const calm: AlertState = { ...state, failures: 0, errorTold: false };
  const open = state.firingSince !== null;
  if (outcome.kind === 'no_data' && step.timing.noData === 'keep') {
    const kept = to(calm, open ? 'firing' : 'no_data', step.at);
    return { state: { ...kept, pendingSince: null }, transition: null };
  }
  return open ? goOn(calm, step) : watch(calm, step);
}

function to(state: AlertState, status: AlertStatus, at: number): AlertState {
  return { ...state, status, since: state.status === status ? state.since : at };
}

function fail(state: AlertState, lasting: boolean, { at, muted }: Step) {
  const failures = state.failures + 1;
  const tells = !state.errorTold && !muted && (lasting || failures >= PATIENCE);
  const errorTold = state.errorTold || tells;
  const next = { ...to(state, 'error', at), pendingSince: null, failures, errorTold };
  return { state: next, transition: tells ? ('error' as const) : null };
}

/** Beyond the threshold; where there is no value, as the rule wants it. */
function isBreached({ outcome, timing }: Step): boolean {
  return outcome.kind === 'value' ? outcome.breached : timing.noData === 'notify';
}

/** What doesn't fire: it may begin to wait, go on waiting, or fire. */
function watch(state: AlertState, step: Step): ReturnType<typeof advance> {
  const { at, outcome, timing, muted } = step;
  if (!isBreached(step)) {
    const status = outcome.kind === 'no_data' ? 'no_data' : 'ok';
    return { state: { ...to(state, status, at), pendingSince: null }, transition: null };
  }
  const pendingSince = state.pendingSince ?? at;
  const cooled = state.resolvedAt === null || at - state.resolvedAt >= timing.cooldownMs;
  if (muted || !cooled || at - pendingSince < timing.forMs)
    return { state: { ...to(state, 'pending', at), pendingSince }, transition: null };
  const peak = outcome.kind === 'value' ? outcome.value : null;
  return {
    state: { ...to(state, 'firing', at), pendingSince, firingSince: at, peak, toldAt: at },
    transition: outcome.kind === 'value' ? 'fired' : 'no_data',
  };
}

/** What fires: it goes on, is told again, or resolves. */
function goOn(state: AlertState, step: Step): ReturnType<typeof advance> {
  const { at, outcome, timing, muted, acknowledged } = step;
  const breached = isBreached(step);
  if (!breached && (outcome.kind !== 'value' || outcome.recovered)) {
    const status = outcome.kind === 'no_data' ? 'no_data' : 'ok';
    const over = { pendingSince: null, firingSince: null, peak: null, toldAt: null, resolvedAt: at };
    return { state: { ...to(state, status, at), ...over }, transition: 'resolved' };
  }
  const going = { ...to(state, 'firing', at), peak: worst(state.peak, outcome) };
  const due = timing.renotifyMs !== null && at - (state.toldAt ?? at) >= timing.renotifyMs;
  if (!breached || !due || muted || acknowledged) return { state: going, transition: null };
  return { state: { ...going, toldAt: at }, transition: 'renotified' };
}

function worst(peak: number | null, outcome: Outcome): number | null {
  if (outcome.kind !== 'value') return peak;
  if (peak === null) return outcome.value;
  return outcome.worse === 'higher' ? Math.max(peak, outcome.value) : Math.min(peak, outcome.value);
}
