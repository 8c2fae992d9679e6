import { microcentsOf, shownAmount } from './amounts.ts';
import { limitKeyPrefix, type PlannedLimit } from './plan-limits.ts';

/** What an API key may cost in a calendar month (UTC), and what it has cost by the log. */
export interface KeyBudget {
  /** Micro-cents a month. */
  quota: number;
  /** What the log says of each day of late; days without an entry cost nothing. */
  days: readonly BudgetDay[];
}

interface BudgetDay {
  /** `2026-11-21` */
  day: string;
  microcents: number;
  /** Whether the day was over for so long, when it was summed up, that nothing more is to come. */
  closed: boolean;
}

/** A day whose sum was made so long after its end is closed: its last requests have long been stored. */
const CLOSED_AFTER_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** A budget of decimal USD a month and sums by day (decimal USD, with when they were made in ms), as it is counted. */
export function countedBudget(
  monthlyUsd: string,
  spends: readonly { day: string; usd: string; countedAt: number }[],
): KeyBudget {
  return {
    quota: microcentsOf(monthlyUsd),
    days: spends.map(({ day, usd, countedAt }) => ({
      day,
      microcents: microcentsOf(usd),
      closed: countedAt >= Date.parse(day) + DAY_MS + CLOSED_AFTER_MS,
    })),
  };
}

/** A budget as the script takes it, for a request of that moment. */
export interface PlannedBudget extends PlannedLimit {
  dayOfMonth: number;
  /** What closed days cost. */
  closed: number;
  /** [day of the month, what the log knows of it] */
  open: [number, number][];
  /** Milliseconds until the next month begins. */
  endsInMs: number;
}

/** `at` in ms since the epoch: the arrival of the request, by whose day and month it is also logged. */
export function planBudget(
  { quota, days }: KeyBudget,
  { organizationId, apiKeyId }: { organizationId: string; apiKeyId: string },
  at: number,
): PlannedBudget {
  const now = new Date(at);
  const month = now.toISOString().slice(0, 7);
  const dayOfMonth = now.getUTCDate();
  const ofMonth = days.filter(({ day }) => day.startsWith(month));
  const isClosed = (day: number): boolean =>
    ofMonth.some((one) => one.closed && Number(one.day.slice(8)) === day);
  const knownOf = (day: number): number =>
    ofMonth.find((one) => Number(one.day.slice(8)) === day)?.microcents ?? 0;
  const open: [number, number][] = [];
  let closed = 0;
  for (let day = 1; day <= dayOfMonth; day++) {
    if (day < dayOfMonth && isClosed(day)) closed += knownOf(day);
    else open.push([day, knownOf(day)]);
  }
  return {
    scope: 'budget',
    ruleId: null,
    text: `${shownAmount(quota, 'cents')};w=month;u=cents;s=key`,
    name: 'budget',
    unit: 'cents',
    quota,
    windowSeconds: null,
    partition: null,
    key: `${limitKeyPrefix(organizationId)}budget:${apiKeyId}:${month}`,
    dayOfMonth,
    closed,
    open,
    endsInMs: Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1) - at,
  };
}

/** What the log knows a month to have cost so far. */
export function knownSpend({ closed, open }: PlannedBudget): number {
  return open.reduce((sum, [, microcents]) => sum + microcents, closed);
}
