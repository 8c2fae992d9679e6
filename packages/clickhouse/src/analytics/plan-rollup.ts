import type { RollupChoice } from './choose-rollup.ts';
import { wholeDays } from './day-starts.ts';
import { planTime, type TimePlan } from './plan-time.ts';
import type { RolledPeriods } from './rolled-periods.ts';

/** Where each hour of a range is read from, and the versions of what is rolled up there. */
export interface RollupPlan extends TimePlan {
  versions: string[];
  /** Whether some values of the property are in (other) in what is read. */
  folded: boolean;
}

/** How a rollup answers for [from, to) (ms since 1970), as planTime says; days are those of the time zone. */
export function planRollup(
  periods: RolledPeriods,
  choice: RollupChoice,
  range: { from: number; to: number; starts: readonly number[]; timezone: string },
): RollupPlan {
  const plan = planTime({ ...range, ...usablePeriods(periods, choice, range) });
  const folded = foldedIn(periods, choice.property);
  return {
    ...plan,
    versions: [
      ...plan.hours.flatMap((hour) => periods.hours.get(hour) ?? []),
      ...plan.days.flatMap((day) => periods.days.get(day) ?? []),
    ],
    folded: plan.hours.some(folded.hour) || plan.days.some(folded.day),
  };
}

/** The days that a question may be answered from, and the hours that it may not. */
function usablePeriods(
  periods: RolledPeriods,
  { kind, property, asksValues }: RollupChoice,
  { timezone, from, to }: { timezone: string; from: number; to: number },
): { days: number[]; staleHours: ReadonlySet<number> } {
  const folded = foldedIn(periods, property);
  const isUsable = (day: number) => periods.days.has(day) && !(asksValues && folded.day(day));
  const staleHours = asksValues
    ? new Set([...periods.staleHours, ...[...periods.foldedHours.keys()].filter(folded.hour)])
    : periods.staleHours;
  if (kind.hoursOnly === true) return { days: [], staleHours };
  // Also where the range is one stretch: what differs in its stretches alone is then read at once.
  const ofZone = kind.isSmall ? wholeDays({ timezone, from, to }).filter(isUsable) : [];
  const days = ofZone.length > 0 ? ofZone : wholeDays({ timezone: 'UTC', from, to }).filter(isUsable);
  return { days, staleHours };
}

/** Whether some values of a property are in (other) in a period. */
function foldedIn({ foldedHours, foldedDays }: RolledPeriods, property: string | null) {
  const isIn = (folded: ReadonlyMap<number, readonly string[]>) => (start: number) =>
    property !== null && folded.get(start)?.includes(property) === true;
  return { hour: isIn(foldedHours), day: isIn(foldedDays) };
}
