/** Something that takes time, ms since the epoch. */
export interface Interval {
  startMs: number;
  endMs: number;
}

/** The axis of a waterfall. Places are percent of its width. */
export interface TimeScale {
  startMs: number;
  endMs: number;
  /** Where a moment lies; moments beyond the ends lie on them. */
  place: (ms: number) => number;
  /** `offsetMs` is counted from the start. */
  ticks: { percent: number; offsetMs: number }[];
  /** Idle times that are cut out. */
  cuts: { percent: number; widthPercent: number; skippedMs: number }[];
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Steps between ticks that people count in. */
const STEPS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 30, 90, 365, 3_650, 36_500].map((days) => days * DAY),
];
const MOST_TICKS = 6;
/** Labels nearer than this (percent) would touch. */
const TICK_DISTANCE = 14;
/** From here on labels stand before their tick instead of behind it. */
export const FLUSH_PERCENT = 92;
/** A pause is idle time where it is this part of all the time in which something ran, and at least a second. */
const IDLE_SHARE = 0.25;
const MOST_CUTS = 40;
/** Of the width: a cut at most, all cuts together at most. */
const CUT_PERCENT = 2.5;
const ALL_CUTS_PERCENT = 30;

/** The pauses worth cutting out, the longest ones where there are many; in their order. */
export function findIdle(intervals: readonly Interval[]): Interval[] {
  const gaps: Interval[] = [];
  let busy = 0;
  let until: number | null = null;
  for (const { startMs, endMs } of intervals.toSorted((left, right) => left.startMs - right.startMs)) {
    if (until !== null && startMs > until) gaps.push({ startMs: until, endMs: startMs });
    busy += Math.max(0, endMs - Math.max(startMs, until ?? startMs));
    until = Math.max(until ?? endMs, endMs);
  }
  const length = ({ startMs, endMs }: Interval): number => endMs - startMs;
  return gaps
    .filter((gap) => length(gap) > Math.max(SECOND, busy * IDLE_SHARE))
    .sort((left, right) => length(right) - length(left))
    .slice(0, MOST_CUTS)
    .sort((left, right) => left.startMs - right.startMs);
}

/** The axis over all intervals; `idle` are pauses that are cut out of it, in their order. */
export function prepareScale(intervals: readonly Interval[], idle: readonly Interval[] = []): TimeScale {
  if (intervals.length === 0) return { startMs: 0, endMs: 0, place: () => 0, ticks: [], cuts: [] };
  const startMs = intervals.reduce((least, interval) => Math.min(least, interval.startMs), Infinity);
  const endMs = intervals.reduce((most, interval) => Math.max(most, interval.endMs), -Infinity);
  const shownMs = idle.reduce((rest, gap) => rest - (gap.endMs - gap.startMs), endMs - startMs);
  // Where nothing takes any time, the cuts are all there is.
  const cutPercent =
    idle.length === 0
      ? 0
      : shownMs === 0
        ? 100 / idle.length
        : Math.min(CUT_PERCENT, ALL_CUTS_PERCENT / idle.length);
  const perMs = shownMs === 0 ? 0 : (100 - cutPercent * idle.length) / shownMs;

  const cuts: TimeScale['cuts'] = [];
  const knots = [{ ms: startMs, percent: 0 }];
  for (const gap of idle) {
    const last = knots.at(-1) ?? { ms: startMs, percent: 0 };
    const percent = last.percent + (gap.startMs - last.ms) * perMs;
    cuts.push({ percent, widthPercent: cutPercent, skippedMs: gap.endMs - gap.startMs });
    knots.push({ ms: gap.startMs, percent }, { ms: gap.endMs, percent: percent + cutPercent });
  }
  knots.push({ ms: endMs, percent: shownMs === 0 && idle.length === 0 ? 0 : 100 });

  const place = (ms: number): number => {
    const after = knots.findIndex((knot) => knot.ms >= ms);
    const right = knots[after];
    const left = knots[after - 1];
    if (right === undefined) return knots.at(-1)?.percent ?? 0;
    if (left === undefined || right.ms === left.ms) return right.percent;
    return left.percent + ((ms - left.ms) / (right.ms - left.ms)) * (right.percent - left.percent);
  };
  const ticks: TimeScale['ticks'] = [];
  for (const ms of tickMoments(startMs, endMs, idle)) {
    const [percent, offsetMs] = [place(ms), ms - startMs];
    const isFree = ticks.every(
      (tick) =>
        Math.abs(tick.percent - percent) >= TICK_DISTANCE * (percent > FLUSH_PERCENT ? 2 : 1) &&
        // Hours after the start, seconds make no difference to the label.
        formatOffset(tick.offsetMs) !== formatOffset(offsetMs),
    );
    if (isFree) ticks.push({ percent, offsetMs });
  }
  ticks.sort((left, right) => left.percent - right.percent);
  return { startMs, endMs, place, ticks, cuts };
}

/** Where ticks may stand, what matters most first: the start and the end of every cut, then even steps from there. */
function tickMoments(startMs: number, endMs: number, idle: readonly Interval[]): number[] {
  const shownMs = idle.reduce((rest, gap) => rest - (gap.endMs - gap.startMs), endMs - startMs);
  const step = STEPS.find((candidate) => shownMs / candidate < MOST_TICKS) ?? shownMs;
  const starts = [startMs, ...idle.map((gap) => gap.endMs)];
  const ends = [...idle.map((gap) => gap.startMs), endMs];
  const steps = starts.flatMap((from, index) => {
    const count = step <= 0 ? 0 : Math.floor(((ends[index] ?? from) - from) / step);
    return Array.from({ length: count }, (_, at) => from + (at + 1) * step);
  });
  return [...starts, ...steps];
}

const UNITS = [
  { name: 'd', ms: DAY, below: 'h', belowMs: HOUR },
  { name: 'h', ms: HOUR, below: 'm', belowMs: MINUTE },
  { name: 'm', ms: MINUTE, below: 's', belowMs: SECOND },
] as const;

/** A tick for people, exact for the steps that there are: `0`, `200 ms`, `1.5 s`, `2 m`, `1 m 30 s`, `3 h`, `2 d 4 h`. */
export function formatOffset(ms: number): string {
  if (ms === 0) return '0';
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  for (const unit of UNITS) {
    const rounded = Math.round(ms / unit.belowMs) * unit.belowMs;
    if (rounded < unit.ms) continue;
    const rest = (rounded % unit.ms) / unit.belowMs;
    return `${Math.floor(rounded / unit.ms)} ${unit.name}${rest === 0 ? '' : ` ${rest} ${unit.below}`}`;
  }
  return `${Number((ms / SECOND).toFixed(1))} s`;
}
