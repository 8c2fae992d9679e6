import type { AnalyticsSource } from '@heliograph/contracts/analytics';
import type { AnalyticsGroupName } from '@heliograph/contracts/analytics-groups';
import type { RequestFieldName } from '@heliograph/contracts/request-fields';
import type { MeasureName } from './measures.ts';

type RollupName = Exclude<AnalyticsSource, 'raw'>;

/** One way in which requests of an hour or a day are rolled up. */
export interface RollupKind {
  name: RollupName;
  /** The columns that tell its rows apart; they are named as in `requests`. */
  columns: readonly string[];
  /** What its rows can be grouped and filtered by. */
  groups: readonly AnalyticsGroupName[];
  fields: readonly RequestFieldName[];
  /** Whether it keeps digests for percentiles, and numbers of requests by bucket of latency. */
  digests: boolean;
  histograms: boolean;
  /** Whether a period has few rows: as many as there are models, not as there are users. */
  isSmall: boolean;
  /** Where a day would have as many rows as its hours: then there are no rollups of days. */
  hoursOnly?: true;
  /** What its rows are different values of. */
  distinct?: 'users' | 'sessions';
}

/** All kinds, those with the fewest rows first. That of properties has one property for each question. */
export const rollupKinds: readonly RollupKind[] = [
  { name: 'total', columns: [], groups: [], fields: [], digests: true, histograms: true, isSmall: true },
  {
    name: 'model',
    columns: ['provider', 'model', 'status', 'outcome', 'error_code', 'cache_hit'],
    groups: ['model', 'provider', 'status', 'status_class', 'outcome', 'error', 'cached'],
    fields: ['model', 'provider', 'status', 'outcome', 'cacheHit'],
    digests: true,
    histograms: true,
    isSmall: true,
  },
  {
    name: 'key',
    columns: ['api_key_id'],
    groups: ['key'],
    fields: ['apiKeyId'],
    digests: true,
    histograms: true,
    isSmall: true,
  },
  {
    name: 'prompt',
    columns: ['prompt_id', 'prompt_version', 'prompt_environment'],
    groups: ['prompt', 'prompt_version', 'prompt_environment'],
    fields: ['promptId', 'promptVersion', 'promptEnvironment'],
    digests: true,
    histograms: false,
    isSmall: true,
  },
  {
    name: 'user',
    columns: ['user_id'],
    groups: ['user'],
    fields: ['userId'],
    digests: false,
    histograms: false,
    isSmall: false,
    distinct: 'users',
  },
  {
    name: 'session',
    columns: ['session_id'],
    groups: ['session'],
    fields: ['sessionId'],
    digests: false,
    histograms: false,
    isSmall: false,
    hoursOnly: true,
    distinct: 'sessions',
  },
  {
    name: 'property',
    columns: ['value'],
    groups: [],
    fields: [],
    digests: true,
    histograms: false,
    isSmall: false,
  },
];

/** Measures that are counts, sums or the largest of all requests: every kind keeps them. */
const plainMeasures = [
  'requests',
  'errors',
  'cost',
  'priced',
  'unpriced',
  'saved',
  'cache_hits',
  'rate_limited',
  'input',
  'cached_input',
  'output',
  'reasoning',
  'latency_sum',
  'latency_max',
  'ttft_sum',
  'ttft_count',
  'ttft_max',
  'speed_sum',
  'speed_count',
] as const satisfies readonly MeasureName[];

const digestMeasures = [
  'latency_digest',
  'ttft_digest',
  'speed_digest',
  'cost_digest',
] as const satisfies readonly MeasureName[];

/** The measures that a kind's rows hold as columns. */
export function keptMeasures({ name, digests }: RollupKind): readonly MeasureName[] {
  const distinct: readonly MeasureName[] = name === 'total' ? ['users', 'sessions'] : [];
  return [...plainMeasures, ...(digests ? digestMeasures : []), ...distinct];
}
