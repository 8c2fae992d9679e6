import type { AnalyticsGroup } from '@heliograph/contracts/analytics-groups';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import type { Filter, FilterField } from '@heliograph/contracts/filter';
import { printFilter } from '@heliograph/contracts/filter-text/print-filter';
import { OTHER_GROUP } from '@heliograph/contracts/analytics';
import { readNamedField } from '@heliograph/contracts/request-fields';
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
    none: 'No version',
    within: prompt,
  },
];

/** Those there always are, and one for each custom property. */
export function dimensionsOf(properties: readonly string[]): Dimension[] {
  return [...fixed, ...properties.map(ofProperty)];
}

const ofProperty = (name: string): Dimension => ({
  group: `property.${name}`,
  label: name,
  field: `property.${name}`,
  none: `No ${name}`,
});

/** The one that an address names, also a property that is not among the usual ones; null where it names none. */
export function findDimension(dimensions: readonly Dimension[], group: string): Dimension | null {
  const known = dimensions.find((dimension) => dimension.group === group);
  if (known !== undefined) return known;
  const named = readNamedField(group);
  return named?.kind === 'property' && named.name !== '' ? ofProperty(named.name) : null;
}

/** What can be chosen, the one that is chosen included. */
export function dimensionOptions(
  dimensions: readonly Dimension[],
  chosen: Dimension,
): { value: string; label: string }[] {
  const isKnown = dimensions.some(({ group }) => group === chosen.group);
  return [...dimensions, ...(isKnown ? [] : [chosen])].map(({ group, label }) => ({ value: group, label }));
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
