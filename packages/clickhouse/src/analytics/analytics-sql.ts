import { OTHER_GROUP } from '@heliograph/contracts/analytics';
import { type MeasureName, measures } from './measures.ts';
import { wholeColumn } from './metric-values.ts';

/** Somewhere to read a part of the answer from. */
export interface AnalyticsPart {
  /** Table, with its joins. */
  from: string;
  where: string;
  /** The column that says when. */
  at: string;
  /** An expression for each group. */
  groups: readonly string[];
  /** The expression that gives a measure of a group's rows, or of each row where `single`. */
  measure: (measure: MeasureName) => string;
  /** Whether its rows are measured already, so that they are put together once, with those of the other parts. */
  single: boolean;
}

export interface AnalyticsSelect {
  parts: readonly AnalyticsPart[];
  measures: readonly MeasureName[];
  /** Whether there is a row for each stretch of time; then `starts` (s since 1970) has to be bound. */
  timed: boolean;
  /**
   * Which groups there are: every one; those of `listed` (to be bound, see {@link groupKey}) and all others as one; or the
   * others alone, without their values.
   */
  groups: 'every' | 'listed' | 'others';
  /** The first groups by an expression over whole measures. */
  first?: { by: string; direction: 'desc' | 'asc'; limit: number };
  /** Whether there is a row of all groups and stretches together, where `is_total` is 1; where groups are ordered it is the first. */
  totals?: boolean;
}

/** Joins the values of two groups; it stands in no text that people write. */
const SEPARATOR = '\u001f';

/** A row's groups as one text, as `listed` names them. */
export function groupKey(values: readonly string[]): string {
  return values.join(SEPARATOR);
}

const groupName = (at: number): string => `group${at}`;

/** One SELECT over all parts: counts, sums and states are made in each of them, then put together. */
export function analyticsSql({
  parts,
  measures: names,
  timed,
  groups,
  first,
  totals,
}: AnalyticsSelect): string {
  const count = groups === 'others' ? 0 : (parts[0]?.groups.length ?? 0);
  const keys = [...(timed ? ['bucket'] : []), ...Array.from({ length: count }, (_, at) => groupName(at))];
  const by = keys.length === 0 ? '' : ` GROUP BY ${keys.join(', ')}`;
  const inner = parts.map(
    (part) => `SELECT ${partColumns(part, { names, timed, groups }).join(', ')}
    FROM ${part.from} WHERE ${partWhere(part, groups)}${part.single ? '' : by}`,
  );
  const whole = names.map((name) => `${measures[name].whole(partColumn(name))} AS ${wholeColumn(name)}`);
  const withTotals = totals === true && keys.length > 0;
  const columns = [...keys, ...(withTotals ? [`grouping(${keys[0]}) AS is_total`] : []), ...whole];
  const outer = withTotals ? ` GROUP BY GROUPING SETS ((${keys.join(', ')}), ())` : by;
  const totalsFirst = withTotals ? ['is_total DESC'] : [];
  const order =
    first === undefined
      ? ''
      : ` ORDER BY ${[...totalsFirst, `${first.by} ${first.direction.toUpperCase()} NULLS LAST`, ...keys].join(', ')}
        LIMIT ${first.limit + totalsFirst.length}`;
  return `SELECT ${columns.join(', ')} FROM (${inner.join('\n  UNION ALL ')})${outer}${order}`;
}

const partColumn = (measure: MeasureName) => `part_${measure}`;

function partColumns(
  part: AnalyticsPart,
  {
    names,
    timed,
    groups,
  }: { names: readonly MeasureName[]; timed: boolean; groups: AnalyticsSelect['groups'] },
): string[] {
  const named = part.groups.map((sql, at) => {
    const value = groups === 'listed' ? `if(${isListed(part)}, ${sql}, '${OTHER_GROUP}')` : sql;
    return `${value} AS ${groupName(at)}`;
  });
  return [
    ...(timed ? [`roundDown(toUnixTimestamp(${part.at}), {starts:Array(UInt32)}) AS bucket`] : []),
    ...(groups === 'others' ? [] : named),
    ...names.map((name) => `${part.measure(name)} AS ${partColumn(name)}`),
  ];
}

function partWhere(part: AnalyticsPart, groups: AnalyticsSelect['groups']): string {
  return groups === 'others' ? `${part.where} AND NOT (${isListed(part)})` : part.where;
}

function isListed({ groups }: AnalyticsPart): string {
  const [first = "''", ...rest] = groups;
  const key = rest.length === 0 ? first : `concat(${[first, ...rest].join(`, '${SEPARATOR}', `)})`;
  return `${key} IN {listed:Array(String)}`;
}
