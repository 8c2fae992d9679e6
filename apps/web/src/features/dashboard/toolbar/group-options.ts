import { analyticsGroups } from '@heliograph/contracts/analytics-groups';

/** Fields that are offered to group by, in this order; durations are for histograms and heat maps. */
const offered = [
  'model',
  'provider',
  'user',
  'key',
  'status',
  'status_class',
  'outcome',
  'error',
  'cached',
  'name',
  'session',
  'prompt',
  'prompt_version',
  'prompt_environment',
  'country',
] as const;

export interface GroupOption {
  value: string;
  label: string;
}

/** What requests can be grouped by: fields, then the properties there are; the chosen ones always. */
export function groupOptions(
  properties: readonly string[],
  chosen: readonly (string | null)[],
): GroupOption[] {
  const fields = offered.map((value): GroupOption => ({ value, label: analyticsGroups[value].label }));
  const names = [
    ...properties,
    ...chosen.flatMap((field) =>
      field?.startsWith('property.') === true ? [field.slice('property.'.length)] : [],
    ),
    ...(chosen.includes('feature') ? ['Feature'] : []),
  ];
  const seen = new Set<string>();
  for (const name of names) {
    const key = name.toLowerCase();
    if (seen.has(key)) continue;
    seen.add(key);
    // Of the same requests, whichever way it is written: the short one can be read from a rollup of its own.
    const value = key === 'feature' ? 'feature' : `property.${key}`;
    fields.push({ value, label: name });
  }
  return fields;
}
