import { type AnalyticsGroup, groupedProperty } from '@heliograph/contracts/analytics-groups';
import type { Filter, FilterCondition } from '@heliograph/contracts/filter';
import { readNamedField } from '@heliograph/contracts/request-fields';
import type { MeasureName } from './measures.ts';
import { keptMeasures, type RollupKind, rollupKinds } from './rollup-kinds.ts';

/** A rollup that can answer a question, and how. */
export interface RollupChoice {
  kind: RollupKind;
  /** The property (lower case) that is meant, for the kind of properties. */
  property: string | null;
  /** Whether single values of the property matter, so that what is in (other) would be missed. */
  asksValues: boolean;
  /** Whose buckets are a group, or null: then each row stands for a number of requests in a bucket. */
  histogram: 'latency' | 'ttft' | null;
}

export interface RollupNeeds {
  groupBy: readonly AnalyticsGroup[];
  filter?: Filter | undefined;
  measures: readonly MeasureName[];
}

/** The smallest rollup that can answer exactly what the requests would; null where none can. */
export function chooseRollup(needs: RollupNeeds): RollupChoice | null {
  for (const kind of rollupKinds) {
    const choice = kind.name === 'property' ? chooseProperty(kind, needs) : choosePlain(kind, needs);
    if (choice !== null) return choice;
  }
  return null;
}

function choosePlain(kind: RollupKind, { groupBy, filter, measures }: RollupNeeds): RollupChoice | null {
  const buckets = groupBy.filter((group) => group === 'latency_bucket' || group === 'ttft_bucket');
  const [bucket = null] = buckets;
  if (buckets.length > 1 || (bucket !== null && !kind.histograms)) return null;
  const known: readonly string[] = [...kind.groups, ...buckets];
  if (!groupBy.every((group) => known.includes(group))) return null;
  const fields: readonly string[] = kind.fields;
  if (!conditionsOf(filter).every(({ field }) => fields.includes(field))) return null;
  const kept = bucket === null ? [...keptMeasures(kind), kind.distinct] : ['requests'];
  if (!measures.every((measure) => kept.includes(measure))) return null;
  const histogram = bucket === null ? null : bucket === 'latency_bucket' ? 'latency' : 'ttft';
  return { kind, property: null, asksValues: false, histogram };
}

/** Its rows are the values of requests that have the property, so the question has to be about those alone. */
function chooseProperty(kind: RollupKind, { groupBy, filter, measures }: RollupNeeds): RollupChoice | null {
  const conditions = conditionsOf(filter);
  const named = [
    ...groupBy.map((group) => groupedProperty(group)),
    ...conditions.map(({ field }) => {
      const found = readNamedField(field);
      return found?.kind === 'property' ? found.name : null;
    }),
  ].map((name) => name?.toLowerCase() ?? null);
  const [property = null] = named;
  if (property === null || named.some((name) => name !== property)) return null;
  if (groupBy.length === 0 && (filter === undefined || !isOnlyOfThoseThatHave(filter))) return null;
  const kept: readonly string[] = keptMeasures(kind);
  if (!measures.every((measure) => kept.includes(measure))) return null;
  return { kind, property, asksValues: conditions.length > 0, histogram: null };
}

/** Whether requests without the property can't match, because a condition that stands by itself wants a value. */
function isOnlyOfThoseThatHave(filter: Filter): boolean {
  if ('and' in filter) return filter.and.some(isOnlyOfThoseThatHave);
  if (!('operator' in filter)) return false;
  const { operator, value } = filter;
  if (operator === 'exists') return value === true;
  // A property that is not there reads as an empty text.
  if (operator === '=' || operator === 'contains' || operator === 'startsWith') return value !== '';
  return operator === 'in' && Array.isArray(value) && !value.includes('');
}

function conditionsOf(filter: Filter | undefined): FilterCondition[] {
  if (filter === undefined) return [];
  if ('and' in filter) return filter.and.flatMap(conditionsOf);
  if ('or' in filter) return filter.or.flatMap(conditionsOf);
  if ('not' in filter) return conditionsOf(filter.not);
  return [filter];
}
