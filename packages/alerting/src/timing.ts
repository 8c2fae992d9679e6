import type { AlertRule } from '@heliograph/contracts/alerts';
import type { MaintenanceWindow } from '@heliograph/contracts/maintenance-windows';

const DAY_MINUTES = 1_440;

/** How long a minute of a rule is, ms: shorter in demonstrations and tests alone. */
export interface Clock {
  minuteMs: number;
}
export const realClock: Clock = { minuteMs: 60_000 };

/** The durations that the state machine keeps to, ms. */
export interface Timing {
  forMs: number;
  cooldownMs: number;
  /** Null: never told again. */
  renotifyMs: number | null;
  noData: AlertRule['noData'];
}

export function timingOf(
  rule: Pick<AlertRule, 'forMinutes' | 'cooldownMinutes' | 'renotifyMinutes' | 'noData'>,
  { minuteMs }: Clock = realClock,
): Timing {
  return {
    forMs: rule.forMinutes * minuteMs,
    cooldownMs: rule.cooldownMinutes * minuteMs,
    renotifyMs: rule.renotifyMinutes === null ? null : rule.renotifyMinutes * minuteMs,
    noData: rule.noData,
  };
}

/**
 * Time between two evaluations, ms: a minute for windows of up to a day and calendar days, and longer where a minute more or
 * less changes nothing: five minutes up to a week, a quarter of an hour beyond.
 */
export function intervalOf({ window }: Pick<AlertRule, 'window'>, { minuteMs }: Clock = realClock): number {
  const days = window.kind === 'rolling' ? window.minutes / DAY_MINUTES : window.kind === 'today' ? 1 : 2;
  return (days <= 1 ? 1 : days <= 7 ? 5 : 15) * minuteMs;
}

/**
 * When a rule is evaluated next, ms: at its own place in the interval, which `seed` (whatever its query has in common with
 * others) decides. So rules spread over the minute, and those that one query answers stay together.
 */
export function nextEvaluation(now: number, intervalMs: number, seed: string): number {
  const offset = hash(seed) % intervalMs;
  return Math.floor((now - offset) / intervalMs + 1) * intervalMs + offset;
}

/** FNV-1a, 32 bits: spreads, and is the same in every process. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

const REPEATS = { daily: 86_400_000, weekly: 7 * 86_400_000 } as const;

/** Whether a maintenance window covers a moment (ms); its end is no longer in it. */
export function isInMaintenance(
  { startsAt, endsAt, repeats }: Pick<MaintenanceWindow, 'startsAt' | 'endsAt' | 'repeats'>,
  at: number,
): boolean {
  const from = Date.parse(startsAt);
  const length = Date.parse(endsAt) - from;
  if (at < from) return false;
  return (repeats === 'never' ? at - from : (at - from) % REPEATS[repeats]) < length;
}

/** Whether nothing of a rule may fire at a moment (ms). */
export function isMuted(
  rule: { id: string; snoozedUntil: string | null },
  maintenance: readonly Pick<MaintenanceWindow, 'startsAt' | 'endsAt' | 'repeats' | 'ruleIds'>[],
  at: number,
): boolean {
  if (rule.snoozedUntil !== null && at < Date.parse(rule.snoozedUntil)) return true;
  return maintenance.some(
    (window) =>
      (window.ruleIds.length === 0 || window.ruleIds.includes(rule.id)) && isInMaintenance(window, at),
  );
}
