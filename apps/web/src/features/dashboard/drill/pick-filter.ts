import { analyticsGroups, type AnalyticsGroupName } from '@heliograph/contracts/analytics-groups';
import type { MetricName } from '@heliograph/contracts/analytics-metrics';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import { intervalOf } from '@heliograph/contracts/chosen-range';
import type { Filter, FilterField } from '@heliograph/contracts/filter';
import { printFilter } from '@heliograph/contracts/filter-text/print-filter';
import type { Group } from '../prepare/answer.ts';
import { joinParts } from '../../requests/filters/filter-parts.ts';
import { requestsUrl } from '../../requests/filters/requests-url.ts';
import type { Pick } from './pick.ts';

/** The filter's own limit; what is longer can't be asked for. */
const MOST_CHARACTERS = 4_000;

/** The address of the explorer with exactly the requests of a pick; null where no filter says which they are. */
export function pickUrl(range: ChosenRange, filters: readonly string[], pick: Pick): string | null {
  const text = pickFilter(filters, pick);
  if (text === null) return null;
  const chosen = pick.span === null ? range : intervalOf(pick.span.from, pick.span.to);
  return chosen === null ? null : requestsUrl(chosen, text);
}

/** The filters of page and tile (as written) with what a pick adds to them. */
export function pickFilter(filters: readonly string[], { group, except, metric }: Pick): string | null {
  const conditions: Filter[] = [];
  const counted = metric === null ? undefined : countedBy[metric];
  if (counted !== undefined) conditions.push(counted);
  conditions.push(...groupConditions(group));
  if (except !== undefined && except.length > 0) {
    const groups = except.map((each): Filter => {
      const parts = groupConditions(each);
      const [only] = parts;
      return parts.length === 1 && only !== undefined ? only : { and: parts };
    });
    conditions.push(...groups.map(negated));
  }
  const texts = filters.filter((filter) => filter.trim() !== '');
  const text = joinParts([...texts, ...conditions.map(written)]);
  return text.length > MOST_CHARACTERS ? null : text;
}

/** Which requests a metric counts, where not all do. */
const countedBy: Partial<Record<MetricName, Filter>> = {
  errors: { field: 'outcome', operator: '=', value: 'failed' },
  cache_hits: { field: 'cacheHit', operator: '=', value: true },
  saved: { field: 'cacheHit', operator: '=', value: true },
  rate_limited: { field: 'status', operator: '=', value: 429 },
  unpriced: { field: 'unpriced', operator: '=', value: true },
  users: { field: 'userId', operator: 'exists', value: true },
  sessions: { field: 'sessionId', operator: 'exists', value: true },
  ttft: { field: 'timeToFirstTokenMs', operator: 'exists', value: true },
  tokens_per_second: { field: 'timeToFirstTokenMs', operator: 'exists', value: true },
};

/** Having a value where the filter asks for those without one, else what doesn't pass it. */
function negated(filter: Filter): Filter {
  if ('operator' in filter && filter.operator === 'exists')
    return { ...filter, value: filter.value !== true };
  return { not: filter };
}

/** As people would write it: `status:5xx`. */
function written(filter: Filter): string {
  return printFilter(filter).replace(/^status:>=(\d)00 status:<\d00$/, 'status:$1xx');
}

function groupConditions(group: Group): Filter[] {
  return Object.entries(group).flatMap(([field, value]) => valueConditions(field, value));
}

function valueConditions(field: string, value: string | null): Filter[] {
  switch (field) {
    case 'latency_bucket':
      return between('latencyMs', value);
    case 'ttft_bucket':
      return between('timeToFirstTokenMs', value);
    case 'status':
      return [{ field: 'status', operator: '=', value: Number(value ?? 0) }];
    case 'status_class': {
      const first = Number((value ?? '0').charAt(0)) * 100;
      if (first === 0) return [{ field: 'status', operator: '=', value: 0 }];
      return [
        {
          and: [
            { field: 'status', operator: '>=', value: first },
            { field: 'status', operator: '<', value: first + 100 },
          ],
        },
      ];
    }
    case 'cached':
      return [{ field: 'cacheHit', operator: '=', value: value === 'true' }];
    default: {
      const name = filterField(field);
      if (value === null) return [{ field: name, operator: 'exists', value: false }];
      return [{ field: name, operator: '=', value }];
    }
  }
}

function filterField(group: string): FilterField {
  if (!(group in analyticsGroups)) return group as FilterField;
  return (analyticsGroups[group as AnalyticsGroupName].filterField ?? group) as FilterField;
}

/** `800..1000`: from, and below; without an end where it is left out. */
function between(field: FilterField, range: string | null): Filter[] {
  if (range === null || range === '') return [{ field, operator: 'exists', value: false }];
  const [lower = '', end = ''] = range.split('..');
  return [
    { field, operator: '>=', value: Number(lower) },
    ...(end === '' ? [] : [{ field, operator: '<', value: Number(end) } as const]),
  ];
}
