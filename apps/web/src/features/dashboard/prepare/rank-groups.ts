import { type MetricSelection, OTHER_GROUP } from '@heliograph/contracts/analytics';
import { groupId } from '../colors/assign-colors.ts';
import { type Answer, type Group, toNumber } from './answer.ts';
import { isAdditive } from './metric-name.ts';

export interface RankedGroup {
  id: string;
  group: Group;
  /** All groups that are not told apart. */
  isRest: boolean;
  /** Of the first metric, by stretch of time. */
  values: ReadonlyMap<number, number | null>;
}

/** The groups of an answer over time, those with most of its first metric first, the rest last. */
export function rankGroups(
  { rows }: Answer,
  metric: MetricSelection,
  groupBy: readonly string[],
): RankedGroup[] {
  const groups = new Map<string, { group: Group; sum: number; values: Map<number, number | null> }>();
  for (const { time, group, values } of rows) {
    if (time === null) continue;
    const id = groupId(
      groupBy,
      groupBy.map((field) => group[field] ?? null),
    );
    const value = toNumber(values[0]);
    const entry = groups.get(id) ?? { group, sum: 0, values: new Map<number, number | null>() };
    entry.sum += value ?? 0;
    entry.values.set(time, value);
    groups.set(id, entry);
  }
  return (
    [...groups]
      .map(([id, entry]) => ({ ...entry, id, isRest: Object.values(entry.group).includes(OTHER_GROUP) }))
      // Nothing of what adds up is no part of it.
      .filter(({ sum }) => sum !== 0 || !isAdditive(metric))
      .sort((left, right) => Number(left.isRest) - Number(right.isRest) || right.sum - left.sum)
  );
}
