import type { FilterField } from '@heliograph/contracts/filter';
import { describeField, readNamedField } from '@heliograph/contracts/request-fields';

/** The fields whose values are always listed, in this order; properties follow. */
export const facetFields = [
  'status',
  'outcome',
  'provider',
  'model',
  'name',
  'userId',
  'sessionId',
  'promptId',
  'promptVersion',
  'country',
  'cacheStatus',
  'feedback',
  'apiKeyId',
] as const satisfies FilterField[];

/** Those that are open until somebody closes them. */
export const openAtFirst: readonly FilterField[] = ['status', 'provider', 'model'];

/** Values of each field that are asked for; beyond them people type. */
export const FACET_VALUES = 12;

export function facetLabel(field: FilterField): string {
  return readNamedField(field)?.name ?? describeField(field).label;
}
