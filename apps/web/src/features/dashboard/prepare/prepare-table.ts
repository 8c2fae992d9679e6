import { type MetricSelection, OTHER_GROUP } from '@heliograph/contracts/analytics';
import { type Answer, type Group, toNumber } from './answer.ts';
import { formatValue } from './format-metric.ts';
import { fieldLabel, type KeyNames, valueLabel } from './group-label.ts';
import { isAdditive, metricName, metricUnit } from './metric-name.ts';
import type { Sheet, SheetRow } from './sheet.ts';

export interface TableInput {
  metrics: readonly [MetricSelection, ...MetricSelection[]];
  groupBy: readonly string[];
  answer: Answer;
  orderBy: { metric: number; direction: 'asc' | 'desc' };
  keys: KeyNames;
}

export interface PreparedTable {
  kind: 'table';
  sheet: Sheet;
  /** Null where it can't be ordered. */
  orderBy: TableInput['orderBy'] | null;
}

/** Groups with their metrics, in the order of one of these; all others together come last. */
export function prepareTable({ metrics, groupBy, answer, orderBy, keys }: TableInput): PreparedTable {
  const ordered = orderRows(answer, orderBy);
  const own = ordered.filter(({ group }) => !isRest(group));
  const ordering = metrics[orderBy.metric] ?? metrics[0];
  const most = Math.max(0, ...own.map(({ values }) => toNumber(values[orderBy.metric]) ?? 0));
  const rows = ordered.map(({ group, values }): SheetRow => {
    const rest = isRest(group);
    return {
      cells: [
        ...groupBy.map((field) => ({
          text: valueLabel(field, group[field] ?? null, keys),
          raw: group[field] ?? null,
        })),
        ...metrics.map((selection, column) => {
          const value = toNumber(values[column]);
          return {
            text: formatValue(value, metricUnit(selection)),
            // As it came: money has more digits than a number holds.
            raw: values[column] ?? null,
            ...(column === orderBy.metric &&
              isAdditive(ordering) &&
              !rest &&
              most > 0 && { share: (value ?? 0) / most }),
          };
        }),
      ],
      pick: {
        span: null,
        group: rest ? {} : group,
        ...(rest && { except: own.map((row) => row.group) }),
        metric: null,
      },
    };
  });
  return {
    kind: 'table',
    orderBy,
    sheet: {
      columns: [
        ...groupBy.map((field) => ({ label: fieldLabel(field), figure: false })),
        ...metrics.map((selection, metric) => ({ label: metricName(selection), figure: true, metric })),
      ],
      rows,
    },
  };
}

function isRest(group: Group): boolean {
  return Object.values(group).includes(OTHER_GROUP);
}

/** Missing values come last in either direction. */
function orderRows({ rows }: Answer, { metric, direction }: TableInput['orderBy']) {
  const sign = direction === 'desc' ? -1 : 1;
  return rows.toSorted((left, right) => {
    const [a, b] = [toNumber(left.values[metric]), toNumber(right.values[metric])];
    return (
      Number(isRest(left.group)) - Number(isRest(right.group)) ||
      Number(a === null) - Number(b === null) ||
      sign * ((a ?? 0) - (b ?? 0))
    );
  });
}
