import type { AnalyticsGroup } from '@heliograph/contracts/analytics-groups';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import type { Filter, FilterField } from '@heliograph/contracts/filter';
import { printFilter } from '@heliograph/contracts/filter-text/print-filter';
import { OTHER_GROUP } from '@heliograph/contracts/analytics';
import { requestsUrl } from '../requests/filters/requests-url.ts';

/** What cost is told apart by. */
export interface Dimension {
  group: AnalyticsGroup;
  label: string;
  field: FilterField;
  /** Of requests that have no value. */
  none: string;
  /** Without which its values are not told apart: versions of different prompts are called alike. */
  within?: Dimension;
}

const prompt: Dimension = { group: 'prompt', label: 'Prompt', field: 'promptId', none: 'No prompt' };

const fixed: readonly Dimension[] = [
  { group: 'model', label: 'Model', field: 'model', none: 'No model' },
  { group: 'provider', label: 'Provider', field: 'provider', none: 'No provider' },
  { group: 'user', label: 'User', field: 'userId', none: 'No user' },
  { group: 'key', label: 'API key', field: 'apiKeyId', none: 'No key' },
  prompt,
  {
    group: 'prompt_version',
    label: 'Prompt version',
    field: 'promptVersion',
    none: 'no version',
    within: prompt,
  },
];

/** Those there always are, and one for each custom property. */
export function dimensionsOf(properties: readonly string[]): Dimension[] {
  return [
    ...fixed,
    ...properties.map((name): Dimension => ({
      group: `property.${name}`,
      label: name,
      field: `property.${name}`,
      none: `No ${name}`,
    })),
  ];
}

/** The requests behind a figure; null for the rest, which no filter names. */
export function drillUrl(
  range: ChosenRange,
  values: readonly { dimension: Dimension; value: string | null }[],
): string | null {
  if (values.some(({ value }) => value === OTHER_GROUP)) return null;
  const and = values.map(({ dimension: { field }, value }): Filter =>
    value === null ? { field, operator: 'exists', value: false } : { field, operator: '=', value },
  );
  return requestsUrl(range, printFilter({ and }));
}
