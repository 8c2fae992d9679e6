import type { Filter, FilterCondition } from '@heliograph/contracts/filter';

/** Status classes as the filter bar names them. */
export const statusClasses = ['2xx', '4xx', '5xx', 'cancelled'] as const;
type StatusClass = (typeof statusClasses)[number];

/** Fields that compare as text; several values of one field mean "any of them". */
const textFields = ['model', 'provider', 'userId', 'sessionId', 'name', 'providerKeyFingerprint'] as const;
export type TextField = (typeof textFields)[number];

/** The filters of the request list as people add them; everything empty means no filter. */
export interface RequestFilters {
  status: StatusClass[];
  model: string[];
  provider: string[];
  userId: string[];
  sessionId: string[];
  name: string[];
  providerKeyFingerprint: string[];
  /** [name, value] */
  properties: (readonly [string, string])[];
}

export const noFilters: RequestFilters = {
  status: [],
  model: [],
  provider: [],
  userId: [],
  sessionId: [],
  name: [],
  providerKeyFingerprint: [],
  properties: [],
};

/** One filter that can be shown, added or taken away. */
export type FilterEntry =
  | { field: 'status'; value: StatusClass }
  | { field: TextField; value: string }
  | { field: 'property'; name: string; value: string };

export const fieldLabels: Record<FilterEntry['field'], string> = {
  status: 'Status',
  model: 'Model',
  provider: 'Provider',
  userId: 'User',
  sessionId: 'Session',
  name: 'Name',
  providerKeyFingerprint: 'Provider key',
  property: 'Property',
};

/** The filters one by one, in the order in which the filter bar shows them. */
export function listFilters(filters: RequestFilters): FilterEntry[] {
  return [
    ...filters.status.map((value) => ({ field: 'status', value }) as const),
    ...textFields.flatMap((field) => filters[field].map((value) => ({ field, value }))),
    ...filters.properties.map(([name, value]) => ({ field: 'property', name, value }) as const),
  ];
}

/** The filters with one more; the same ones where it is already there. */
export function addFilter(filters: RequestFilters, entry: FilterEntry): RequestFilters {
  if (listFilters(filters).some((present) => sameFilter(present, entry))) return filters;
  switch (entry.field) {
    case 'status':
      return { ...filters, status: [...filters.status, entry.value] };
    case 'property':
      return { ...filters, properties: [...filters.properties, [entry.name, entry.value]] };
    default:
      return { ...filters, [entry.field]: [...filters[entry.field], entry.value] };
  }
}

/** The filters without that one. */
export function removeFilter(filters: RequestFilters, entry: FilterEntry): RequestFilters {
  return listFilters(filters)
    .filter((present) => !sameFilter(present, entry))
    .reduce(addFilter, noFilters);
}

function sameFilter(left: FilterEntry, right: FilterEntry): boolean {
  if (left.field !== right.field || left.value !== right.value) return false;
  return left.field !== 'property' || right.field !== 'property' || left.name === right.name;
}

/** The filter as the API takes it; undefined where nothing is filtered. */
export function toApiFilter(filters: RequestFilters): Filter | undefined {
  const groups: Filter[] = [];
  if (filters.status.length > 0) groups.push(anyOf(filters.status.map(statusFilter)));
  for (const field of textFields) {
    const [first] = filters[field];
    if (first !== undefined) groups.push(equals(field, filters[field]));
  }
  const names = new Map<string, string[]>();
  for (const [name, value] of filters.properties) {
    const key = name.toLowerCase();
    names.set(key, [...(names.get(key) ?? []), value]);
  }
  for (const [name, values] of names) groups.push(equals(`property.${name}`, values));
  return groups.length === 0 ? undefined : all(groups);
}

function equals(field: string, values: readonly string[]): FilterCondition {
  const [first = ''] = values;
  return values.length === 1
    ? { field, operator: '=', value: first }
    : { field, operator: 'in', value: [...values] };
}

/** A class without the calls that the caller left: those are a class of their own. */
function statusFilter(status: StatusClass): Filter {
  if (status === 'cancelled') return { field: 'outcome', operator: '=', value: 'cancelled' };
  const first = Number(status[0]) * 100;
  return {
    and: [
      { field: 'status', operator: '>=', value: first },
      { field: 'status', operator: '<', value: first + 100 },
      { field: 'outcome', operator: '!=', value: 'cancelled' },
    ],
  };
}

function anyOf(filters: Filter[]): Filter {
  const [only] = filters;
  return filters.length === 1 && only !== undefined ? only : { or: filters };
}

function all(filters: Filter[]): Filter {
  const [only] = filters;
  return filters.length === 1 && only !== undefined ? only : { and: filters };
}
