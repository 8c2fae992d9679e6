import type { AlertMetric } from '@heliograph/contracts/alert-metrics';
import type { AlertCondition, AlertStatus, AlertWindow } from '@heliograph/contracts/alerts';
import { advance, type AlertState, initialState } from './advance.ts';
import { judge } from './judge.ts';
import type { Timing } from './timing.ts';
import { ANOMALY_DAYS, type Range, rangesOf, type RangeValue, toSample } from './windows.ts';

/** A step of history. Rolling windows: the value of the window that ends at `time` (ms); else: of the step that ends then. */
export interface ReplayPoint extends RangeValue {
  time: number;
}

export interface ReplayedPoint {
  time: number;
  value: number | null;
  threshold: number | null;
  status: AlertStatus;
}

export interface Replay {
  points: ReplayedPoint[];
  fired: number;
  firingMs: number;
}

interface ReplayedRule {
  metric: AlertMetric;
  window: AlertWindow;
  timezone: string;
  condition: AlertCondition;
  minimumRequests: number;
  hysteresisPercent: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Steps of a preview, shortest first; all fit into a day, so that days compare with days. */
const STEPS_MS = [1, 2, 5, 10, 15, 30, 60].map((minutes) => minutes * MINUTE_MS);
/** Steps that a window has at most, and a preview. */
const MOST_IN_WINDOW = 96;
const MOST_POINTS = 2_100;

/** How far apart a preview evaluates, and from when on it needs history (ms) to show everything from `from` on. */
export function planReplay(
  { window, condition }: Pick<ReplayedRule, 'window' | 'condition'>,
  from: number,
  to: number,
): { stepMs: number; windowSteps: number; historyFrom: number } {
  const lengthMs = window.kind === 'rolling' ? window.minutes * MINUTE_MS : null;
  const fits = (step: number) =>
    (to - from) / step <= MOST_POINTS &&
    (lengthMs === null || (lengthMs % step === 0 && lengthMs / step <= MOST_IN_WINDOW));
  const coarse = STEPS_MS.findLast(
    (step) => (to - from) / step <= MOST_POINTS && (lengthMs ?? step) % step === 0,
  );
  // A length that no step divides is taken minute by minute, or to the next step where that would be too many.
  const odd = STEPS_MS.find((step) => (lengthMs ?? step) / step <= MOST_IN_WINDOW) ?? HOUR_MS;
  const stepMs = STEPS_MS.find(fits) ?? coarse ?? odd;
  const windowSteps = lengthMs === null ? 1 : Math.round(lengthMs / stepMs);
  const before =
    condition.kind === 'anomaly'
      ? ANOMALY_DAYS * DAY_MS
      : condition.kind === 'change'
        ? condition.against === 'previous_period'
          ? (lengthMs ?? 0)
          : 7 * DAY_MS
        : 0;
  const calendar = window.kind === 'month' ? 32 * DAY_MS : window.kind === 'today' ? 2 * DAY_MS : 0;
  const back = from - Math.max(before, calendar) - (windowSteps - 1) * stepMs;
  return { stepMs, windowSteps, historyFrom: Math.floor(back / stepMs) * stepMs };
}

/**
 * The rule over history: the same judgement and state machine as the engine's, from `from` (ms) on. `points` lie a step
 * apart without gaps, oldest first.
 */
export function replay(
  rule: ReplayedRule,
  timing: Timing,
  points: readonly ReplayPoint[],
  from: number,
): Replay {
  const valueOf = rule.window.kind === 'rolling' ? ofWindows(points) : ofSums(points);
  const replayed: ReplayedPoint[] = [];
  let state: AlertState = initialState(from);
  let fired = 0;
  let firingMs = 0;
  let before = from;
  for (const { time } of points) {
    if (time <= from) continue;
    const outcome = judge(rule, toSample(rule, time, rangesOf(rule, time).map(valueOf)));
    if (state.firingSince !== null) firingMs += time - before;
    const next = advance(state, { at: time, outcome, timing, muted: false, acknowledged: false });
    if (next.transition === 'fired' || next.transition === 'no_data') fired++;
    state = next.state;
    before = time;
    const value = outcome.kind === 'value' ? outcome.value : null;
    const threshold = outcome.kind === 'value' ? outcome.threshold : null;
    replayed.push({ time, value, threshold, status: state.status });
  }
  return { points: replayed, fired, firingMs };
}

const nothing: RangeValue = { value: null, requests: 0 };

function ofWindows(points: readonly ReplayPoint[]): (range: Range) => RangeValue {
  const byTime = new Map(points.map((point) => [point.time, point]));
  return ({ to }) => byTime.get(to) ?? nothing;
}

/** Sums of steps: from running totals, as a day has many. */
function ofSums(points: readonly ReplayPoint[]): (range: Range) => RangeValue {
  const [first, second] = points;
  if (first === undefined) return () => nothing;
  const step = second === undefined ? MINUTE_MS : second.time - first.time;
  const start = first.time - step;
  const totals = [{ value: 0, requests: 0 }];
  for (const { value, requests } of points) {
    const last = totals[totals.length - 1] ?? { value: 0, requests: 0 };
    totals.push({ value: last.value + (value ?? 0), requests: last.requests + requests });
  }
  const at = (time: number) =>
    totals[Math.min(totals.length - 1, Math.max(0, Math.floor((time - start) / step)))] ?? nothing;
  return ({ from, to }) => {
    const [begin, end] = [at(from), at(to)];
    return { value: (end.value ?? 0) - (begin.value ?? 0), requests: end.requests - begin.requests };
  };
}
