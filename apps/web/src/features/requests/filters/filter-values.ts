import type { Request } from '@heliograph/contracts/request';
import type { RequestFieldName } from '@heliograph/contracts/request-fields';

/** Fields whose values are worth proposing. */
const textFields = [
  'model',
  'provider',
  'userId',
  'sessionId',
  'name',
  'promptId',
  'promptVersion',
  'promptEnvironment',
  'country',
  'costSource',
  'providerKeyFingerprint',
] as const satisfies RequestFieldName[];
type TextField = (typeof textFields)[number];

export function proposesValuesOf(field: RequestFieldName): field is TextField {
  return textFields.some((known) => known === field);
}

/** How many values a menu proposes. */
const MOST = 8;

/** The values a field has in the rows at hand, the most frequent first, those that contain the text typed. */
export function proposeValues(rows: readonly Request[], field: TextField, typed: string): string[] {
  return mostFrequent(
    rows.flatMap((row) => row[field] ?? []),
    typed,
  );
}

/** The names of properties in the rows at hand, likewise. */
export function proposePropertyNames(rows: readonly Request[], typed: string): string[] {
  return mostFrequent(
    rows.flatMap((row) => Object.keys(row.properties)),
    typed,
  );
}

/** The values of one property (names compare without case), likewise. */
export function proposePropertyValues(rows: readonly Request[], name: string, typed: string): string[] {
  const wanted = name.toLowerCase();
  const values = rows.flatMap((row) =>
    Object.entries(row.properties).flatMap(([key, value]) => (key.toLowerCase() === wanted ? [value] : [])),
  );
  return mostFrequent(values, typed);
}

function mostFrequent(values: string[], typed: string): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const part = typed.trim().toLowerCase();
  return [...counts]
    .filter(([value]) => value.toLowerCase().includes(part))
    .sort((left, right) => right[1] - left[1] || left[0].localeCompare(right[0]))
    .slice(0, MOST)
    .map(([value]) => value);
}
