import { OTHER_GROUP } from '@heliograph/contracts/analytics';
import {
  analyticsGroups,
  type AnalyticsGroupName,
  groupedProperty,
} from '@heliograph/contracts/analytics-groups';
import { formatDuration } from '../../requests/format/format-duration.ts';
import { formatProvider } from '../../requests/format/format-provider.ts';
import type { Group } from './answer.ts';

/** Names of API keys by their id. */
export type KeyNames = ReadonlyMap<string, string>;

/** What a field is called that requests are grouped by. */
export function fieldLabel(field: string): string {
  if (field in analyticsGroups) return analyticsGroups[field as AnalyticsGroupName].label;
  return groupedProperty(field) ?? field;
}

/** What a group is called: its values, one after the other. */
export function groupLabel(group: Group, fields: readonly string[], keys: KeyNames): string {
  return fields.map((field) => valueLabel(field, group[field] ?? null, keys)).join(' · ');
}

export function valueLabel(field: string, value: string | null, keys: KeyNames): string {
  if (value === OTHER_GROUP) return 'Others';
  if (value === null || value === '') return missing[field] ?? `No ${fieldLabel(field).toLowerCase()}`;
  switch (field) {
    case 'provider':
      return formatProvider(value);
    case 'key':
      return keys.get(value) ?? value.slice(0, 8);
    case 'cached':
      return value === 'true' ? 'From the cache' : 'Not from the cache';
    case 'error':
      return errorLabel(value);
    case 'latency_bucket':
    case 'ttft_bucket':
      return `from ${formatDuration(Number(value))}`;
    default:
      return value;
  }
}

const missing: Readonly<Record<string, string>> = {
  status: 'No answer',
  status_class: 'No answer',
  key: 'No key',
};

/** `provider_429` reads `429 by the provider`; codes of ours read as words. */
function errorLabel(code: string): string {
  const [, status] = /^provider_(\d+)$/.exec(code) ?? [];
  if (status !== undefined) return status === '0' ? 'Provider gone' : `${status} by the provider`;
  const words = code.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
