import { z } from 'zod';

/** The key of a rule without groups, and of what concerns a rule as a whole. */
export const ROOT = '[]';

/** The values of a rule's fields as a key of its states. */
export function toGroupKey(values: readonly string[]): string {
  return JSON.stringify(values);
}

const valuesSchema = z.array(z.string());

/** Value by field; empty for {@link ROOT}. */
export function toGroup(groupKey: string, groupBy: readonly string[]): Record<string, string> {
  const values = valuesSchema.parse(JSON.parse(groupKey));
  return Object.fromEntries(values.map((value, at) => [groupBy[at] ?? String(at), value]));
}
