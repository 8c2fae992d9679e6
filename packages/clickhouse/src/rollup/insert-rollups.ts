import { OTHER_GROUP } from '@heliograph/contracts/analytics';
import { latencyBuckets } from '@heliograph/contracts/analytics-groups';
import { measures } from '../analytics/measures.ts';
import { keptMeasures, type RollupKind } from '../analytics/rollup-kinds.ts';
import { startOfDay } from './due-periods.ts';

/** Values of a property that an hour keeps; the ones with the fewest requests are put into (other). */
const MOST_VALUES = 10_000;

/** The version of a period in a step: no two steps have the same. `{step:String}` and the organization have to be bound. */
const versionOf = (grain: 'hour' | 'day', start: string): string =>
  `cityHash64({step:String}, '${grain}', {organizationId:UUID}, toUnixTimestamp(${start}))`;

const hundredths = (column: string) =>
  `toUInt32(round(roundDown(${column}, [${latencyBuckets.join(', ')}]) * 100))`;
const histograms = [
  `sumMap(map(${hundredths('latency_ms')}, toUInt64(1)))`,
  `sumMapIf(map(${hundredths('assumeNotNull(time_to_first_token_ms)')}, toUInt64(1)),
    isNotNull(time_to_first_token_ms))`,
];
const histogramColumns = ['latency_histogram', 'ttft_histogram'];

const head = ['organization_id', 'kind', 'grain', 'property', 'start', 'version', 'folded'];

function into(kind: RollupKind): string {
  const columns = [...head, ...kind.columns, ...keptMeasures(kind)];
  return `INSERT INTO request_rollups (${[...columns, ...(kind.histograms ? histogramColumns : [])].join(', ')})`;
}

function headOf(kind: RollupKind, grain: 'hour' | 'day', property: string, folded: string): string {
  return `{organizationId:UUID}, '${kind.name}', '${grain}', ${property}, period, ${versionOf(grain, 'period')}, ${folded}`;
}

/** Rolls up the requests in `where` by hour, in a kind other than that of properties. */
export function insertHours(kind: RollupKind, where: string): string {
  const kept = keptMeasures(kind).map((name) => measures[name].part);
  const values = [...kind.columns, ...kept, ...(kind.histograms ? histograms : [])];
  return `${into(kind)}
    SELECT ${[headOf(kind, 'hour', "''", 'false'), ...values].join(', ')}
    FROM requests WHERE ${where}
    GROUP BY ${["toStartOfHour(created_at, 'UTC') AS period", ...kind.columns].join(', ')}`;
}

/** Pairs of a property (lower case) and its value, as logged or with later changes. */
const logged = "arrayZip(CAST(mapKeys(properties), 'Array(String)'), mapValues(properties))";
const withChanges = `arrayConcat(arrayFilter(pair -> NOT has(changed_keys, pair.1), ${logged}), changed_pairs)`;
const changesById = `ANY LEFT JOIN (
    SELECT id AS changed_id, groupArray(toString(key)) AS changed_keys,
      groupArrayIf((toString(key), value), NOT removed) AS changed_pairs
    FROM request_property_changes FINAL WHERE organization_id = {organizationId:UUID} GROUP BY id
  ) AS changes ON requests.id = changes.changed_id`;

/** Rolls up the properties of the requests in `where` by hour; of those with too many values the rest is one. */
export function insertProperties(kind: RollupKind, where: string, changed: boolean): string {
  const kept = keptMeasures(kind);
  const parts = kept.map((name) => `${measures[name].part} AS part_${name}`);
  const folded = `row_number() OVER (PARTITION BY period, pair.1 ORDER BY part_requests DESC, pair.2) > ${MOST_VALUES}`;
  const values = [
    `if(is_over, '${OTHER_GROUP}', pair.2)`,
    ...kept.map((name) => measures[name].again(`part_${name}`)),
  ];
  return `${into(kind)}
    SELECT ${[headOf(kind, 'hour', 'pair.1', 'is_over'), ...values].join(', ')}
    FROM (
      SELECT *, ${folded} AS is_over FROM (
        SELECT toStartOfHour(created_at, 'UTC') AS period, pair, ${parts.join(', ')}
        FROM requests ${changed ? changesById : ''} ARRAY JOIN ${changed ? withChanges : logged} AS pair
        WHERE ${where} GROUP BY period, pair
      )
    )
    GROUP BY period, pair.1, if(is_over, '${OTHER_GROUP}', pair.2), is_over`;
}

/**
 * Rolls up hours into days: of the versions that count, in the days (s since 1970) bound as `{days:…}`, which all begin
 * `{offset:UInt8}` hours behind midnight of UTC.
 */
export function insertDays(kind: RollupKind): string {
  const kept = keptMeasures(kind).map((name) => measures[name].again(name));
  const values = [
    ...kind.columns,
    ...kept,
    ...(kind.histograms ? histogramColumns.map((column) => `sumMap(${column})`) : []),
  ];
  return `${into(kind)}
    SELECT ${[headOf(kind, 'day', 'property', 'folded'), ...values].join(', ')}
    FROM request_rollups
    WHERE organization_id = {organizationId:UUID} AND kind = '${kind.name}' AND grain = 'hour'
      AND start >= toDateTime({firstDay:UInt32}, 'UTC') AND start < toDateTime({end:UInt32}, 'UTC')
      AND ${startOfDay('start', '{offset:UInt8}')} IN {days:Array(DateTime('UTC'))}
      AND version IN (
        SELECT argMax(version, (changes, version)) FROM rollup_periods
        WHERE organization_id = {organizationId:UUID} AND grain = 'hour'
          AND start >= toDateTime({firstDay:UInt32}, 'UTC') AND start < toDateTime({end:UInt32}, 'UTC')
        GROUP BY start)
    GROUP BY ${[`${startOfDay('start', '{offset:UInt8}')} AS period`, 'property', 'folded', ...kind.columns].join(', ')}`;
}

/** Says that a step's version of periods is whole: `{starts}` and `{changes}` are bound, of the same length. */
export function registerPeriods(grain: 'hour' | 'day'): string {
  return `INSERT INTO rollup_periods (organization_id, grain, start, version, changes, folded)
    SELECT {organizationId:UUID}, '${grain}', made.at, ${versionOf(grain, 'made.at')}, made.seen, properties
    FROM (
      SELECT arrayJoin(arrayZip({starts:Array(DateTime('UTC'))}, {changes:Array(UInt64)})) AS pair,
        pair.1 AS at, pair.2 AS seen
    ) AS made
    LEFT JOIN (
      SELECT start AS at, groupUniqArray(toString(property)) AS properties FROM request_rollups
      WHERE organization_id = {organizationId:UUID} AND kind = 'property' AND grain = '${grain}' AND folded
        AND start IN {starts:Array(DateTime('UTC'))} AND version = ${versionOf(grain, 'start')}
      GROUP BY at
    ) AS folds ON made.at = folds.at`;
}
