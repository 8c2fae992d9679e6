import type { AlertCondition, AlertWindow } from '@heliograph/contracts/alerts';
import { endOfMonth, startOf } from './calendar.ts';
import { type Clock, realClock } from './timing.ts';

/** A stretch of time, [from, to), ms since 1970. */
export interface Range {
  from: number;
  to: number;
}

/** What is made of the requests of a range. */
export interface RangeValue {
  /** Null where there is none, as of a percentile of no requests. */
  value: number | null;
  requests: number;
}

/** What a rule judges: its window, and what that is compared with. */
export interface Sample extends RangeValue {
  /** Windows before, the nearest first. */
  baseline: RangeValue[];
  /** For a budget: how much the month will have cost at the pace of the last seven days. */
  forecast: number | null;
}

interface Question {
  window: AlertWindow;
  timezone: string;
  condition: AlertCondition;
}

/** Days before on which an anomaly's window is looked at. */
export const ANOMALY_DAYS = 14;
/** Days whose pace a forecast carries on. */
const PACE_DAYS = 7;

/**
 * The ranges that have to be asked for to judge a rule at a moment (ms), none overlapping: its window first, for a forecast
 * as two pieces. {@link toSample} puts their values together.
 */
export function rangesOf(question: Question, at: number, clock: Clock = realClock): Range[] {
  const { window, timezone, condition } = question;
  if (window.kind !== 'rolling') {
    const from = startOf(window.kind === 'today' ? 'day' : 'month', at, timezone);
    if (condition.kind !== 'budget' || condition.basis === 'spent') return [{ from, to: at }];
    const pace = at - PACE_DAYS * 1_440 * clock.minuteMs;
    const [first, second] = [Math.min(from, pace), Math.max(from, pace)];
    return [
      { from: second, to: at },
      { from: first, to: second },
    ];
  }
  const length = window.minutes * clock.minuteMs;
  const before = (shift: number) => ({ from: at - shift - length, to: at - shift });
  const day = 1_440 * clock.minuteMs;
  if (condition.kind === 'change')
    return [before(0), before(condition.against === 'previous_period' ? length : 7 * day)];
  if (condition.kind === 'anomaly')
    return Array.from({ length: ANOMALY_DAYS + 1 }, (_, days) => before(days * day));
  return [before(0)];
}

/** The values of the ranges of {@link rangesOf}, in their order, as what is judged. */
export function toSample(
  question: Question,
  at: number,
  values: readonly RangeValue[],
  clock: Clock = realClock,
): Sample {
  const [first = none, ...others] = values;
  const { window, timezone, condition } = question;
  if (condition.kind !== 'budget' || condition.basis === 'spent')
    return { ...first, baseline: others, forecast: null };
  const [second = none] = others;
  const monthFrom = startOf('month', at, timezone);
  const paceMs = PACE_DAYS * 1_440 * clock.minuteMs;
  const both = { value: amount(first) + amount(second), requests: first.requests + second.requests };
  const [spent, pace] = window.kind === 'month' && monthFrom < at - paceMs ? [both, first] : [first, both];
  const left = endOfMonth(at, timezone) - at;
  return { ...spent, baseline: [], forecast: amount(spent) + (amount(pace) / paceMs) * left };
}

const none: RangeValue = { value: null, requests: 0 };
const amount = ({ value }: RangeValue) => value ?? 0;
