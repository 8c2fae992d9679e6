'use client';
import { BellOff } from 'lucide-react';
import { describeRule, formatAlertValue } from '@heliograph/alerting/describe';
import type { AlertGroupState, AlertOverview, AlertRule } from '@heliograph/contracts/alerts';
import { printFilter } from '@heliograph/contracts/filter-text/print-filter';
import { Badge } from '../../components/badge.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Table, type TableColumn, TableRow } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { useKeyNames } from '../requests/use-key-names.ts';
import { AlertActions } from './alert-actions.tsx';
import { groupLabel } from './group-label.ts';
import { Sparkline } from './sparkline.tsx';
import { SeverityBadge, StatusBadge } from './status-badge.tsx';

const CAPTION = 'Alerts';
const columns: readonly TableColumn[] = [
  { label: 'State' },
  { label: 'Alert' },
  { label: 'Value', align: 'right' },
  { label: 'Recently', from: 'lg' },
  { label: 'Evaluated', from: 'lg' },
  { label: 'Actions', unseen: true },
];
/** Groups of a rule that are shown below it. */
const SHOWN_GROUPS = 3;

interface AlertsTableProps {
  alerts: readonly AlertOverview[];
  onEdit: (rule: AlertRule) => void;
  onRemove: (rule: AlertRule) => void;
  onHistory: (rule: AlertRule) => void;
}

/** The rules, each with how it stands and its worst groups. */
export function AlertsTable({ alerts, ...actions }: AlertsTableProps) {
  return (
    <Table caption={CAPTION} columns={columns}>
      {alerts.map((alert) => (
        <AlertRow key={alert.rule.id} alert={alert} {...actions} />
      ))}
    </Table>
  );
}

function AlertRow({ alert, ...actions }: { alert: AlertOverview } & Omit<AlertsTableProps, 'alerts'>) {
  const keyNames = useKeyNames();
  const { rule, status, groups, groupCount, isMuted, evaluatedAt, error } = alert;
  const [worst] = groups;
  const now = useNow();
  return (
    <TableRow>
      <td className="w-24 py-2.5 pr-3 pl-4">
        <StatusBadge status={status} enabled={rule.enabled} evaluated={evaluatedAt !== null} />
      </td>
      <td className="px-3 py-2.5">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium wrap-anywhere">{rule.name}</span>
          <SeverityBadge severity={rule.severity} />
          {isMuted && (
            <Badge>
              <BellOff aria-hidden />
              {isSnoozed(rule, now) ? 'Snoozed' : 'Maintenance'}
            </Badge>
          )}
        </span>
        <span className="block text-xs text-muted">{describeRule(rule)}</span>
        {rule.filter !== null && (
          <code className="block font-mono text-xs wrap-anywhere text-muted">{printFilter(rule.filter)}</code>
        )}
        {error !== null && <span className="block text-xs wrap-anywhere text-danger">{error}</span>}
        {rule.groupBy.length > 0 && (
          <ul className="mt-1 flex flex-col gap-1 text-xs text-muted">
            {groups.slice(0, SHOWN_GROUPS).map((state) => (
              <li key={JSON.stringify(state.group)} className="flex flex-wrap items-center gap-2">
                <StatusBadge status={state.status} />
                <span className="wrap-anywhere text-ink">{groupLabel(state.group, keyNames)}</span>
                <span className="tabular-nums">{formatAlertValue(shownMetric(rule), state.value)}</span>
              </li>
            ))}
            {groupCount > SHOWN_GROUPS && <li>and {groupCount - SHOWN_GROUPS} more</li>}
          </ul>
        )}
      </td>
      <td className="px-3 py-2.5 text-right whitespace-nowrap tabular-nums">
        {worst === undefined ? <span className="text-faint">—</span> : <Value rule={rule} state={worst} />}
      </td>
      <td className="hidden px-3 py-2.5 lg:table-cell">
        {worst !== undefined && <Sparkline values={worst.recent} threshold={worst.threshold} />}
      </td>
      <td className="hidden px-3 py-2.5 whitespace-nowrap text-muted tabular-nums lg:table-cell">
        {evaluatedAt === null ? <span className="text-faint">—</span> : <Time value={evaluatedAt} />}
      </td>
      <td className="py-1.5 pr-2 pl-1 text-right">
        <AlertActions rule={rule} isMuted={isMuted} {...actions} />
      </td>
    </TableRow>
  );
}

function Value({ rule, state }: { rule: AlertRule; state: AlertGroupState }) {
  const metric = shownMetric(rule);
  return (
    <>
      {formatAlertValue(metric, state.value)}
      {state.threshold !== null && rule.condition.kind !== 'no_data' && (
        <span className="block text-xs text-muted">of {formatAlertValue(metric, state.threshold)}</span>
      )}
    </>
  );
}

/** What doesn't fire otherwise is in maintenance; before the page knows the time, it is taken for snoozed. */
function isSnoozed({ snoozedUntil }: AlertRule, now: number | null): boolean {
  return snoozedUntil !== null && (now === null || Date.parse(snoozedUntil) > now);
}

/** Where one waits for requests, they are what is counted. */
function shownMetric({ metric, condition }: AlertRule): AlertRule['metric'] {
  return condition.kind === 'no_data' ? { metric: 'requests', aggregation: 'count' } : metric;
}

export function AlertsSkeleton() {
  return (
    <div role="status">
      <span className="sr-only">Loading the alerts</span>
      <Table caption={CAPTION} columns={columns}>
        {['w-24 sm:w-40', 'w-20 sm:w-32', 'w-28 sm:w-48'].map((width) => (
          <TableRow key={width} className="h-15 align-middle">
            <td className="w-24 pr-3 pl-4">
              <Skeleton className="w-12" />
            </td>
            <td className="px-3">
              <Skeleton className={width} />
            </td>
            <td className="px-3">
              <Skeleton className="ml-auto w-14" />
            </td>
            <td className="hidden px-3 lg:table-cell">
              <Skeleton className="w-24" />
            </td>
            <td className="hidden px-3 lg:table-cell">
              <Skeleton className="w-14" />
            </td>
            <td />
          </TableRow>
        ))}
      </Table>
    </div>
  );
}
