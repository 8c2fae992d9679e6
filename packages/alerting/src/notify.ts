import { metricLabel } from '@heliograph/contracts/alert-metrics';
import type { AlertRule } from '@heliograph/contracts/alerts';
import type { Filter } from '@heliograph/contracts/filter';
import { printFilter } from '@heliograph/contracts/filter-text/print-filter';
import type { AlertNotification } from '@heliograph/contracts/notification';
import type { Transition } from './advance.ts';
import { describeRule, formatAlertValue, windowText } from './describe.ts';

/** What is known when somebody is to be told. Times in ms. */
export interface AlertFacts {
  transition: Transition;
  group: Record<string, string>;
  value: number | null;
  peak: number | null;
  threshold: number | null;
  requests: number | null;
  startedAt: number;
  endedAt: number | null;
  windowFrom: number;
  windowTo: number;
  /** Why it could not be evaluated. */
  error?: string;
}

type ToldRule = Pick<
  AlertRule,
  'id' | 'name' | 'severity' | 'metric' | 'condition' | 'window' | 'filter' | 'timezone'
>;

/** What channels are told of a transition. `webUrl`: where people open the dashboard, without a slash at its end. */
export function toNotification(rule: ToldRule, facts: AlertFacts, webUrl: string): AlertNotification {
  const { transition, value, threshold, endedAt, windowFrom, windowTo } = facts;
  const filter = withGroup(rule.filter, facts.group);
  const names = Object.values(facts.group).map((name) => (name === '' ? '(none)' : name));
  const counts =
    rule.condition.kind === 'no_data' ? ({ metric: 'requests', aggregation: 'count' } as const) : rule.metric;
  const summary = [describeRule(rule)];
  if (facts.error !== undefined) summary.push(cut(facts.error));
  if (facts.requests !== null && rule.condition.kind !== 'no_data')
    summary.push(`${facts.requests.toLocaleString('en-US')} requests in the window`);
  if (transition === 'resolved' && facts.peak !== null)
    summary.push(`The worst value was ${formatAlertValue(counts, facts.peak)}`);
  if (filter !== null) summary.push(cut(`Requests: ${printFilter(filter)}`));
  return {
    kind: 'alert',
    event: transition,
    severity: rule.severity,
    title: cut([rule.name, ...names].join(' · ')),
    ruleId: rule.id,
    ruleName: rule.name,
    group: facts.group,
    metric: metricLabel(counts),
    value: value === null ? null : formatAlertValue(counts, value),
    threshold:
      threshold === null || rule.condition.kind === 'no_data' ? null : formatAlertValue(counts, threshold),
    window: `${windowText(rule.window)}${rule.window.kind === 'rolling' ? '' : ` (${rule.timezone})`}`,
    startedAt: new Date(facts.startedAt).toISOString(),
    ...(endedAt !== null && { endedAt: new Date(endedAt).toISOString() }),
    explorerUrl: explorerUrl(webUrl, filter, windowFrom, windowTo),
    alertUrl: `${webUrl}/alerts?rule=${rule.id}`,
    summary,
  };
}

const cut = (text: string) => (text.length > 1_000 ? `${text.slice(0, 999)}…` : text);

/** The request list with a filter and a time range (ms). */
export function explorerUrl(webUrl: string, filter: Filter | null, from: number, to: number): string {
  const query = new URLSearchParams({
    ...(filter !== null && { q: printFilter(filter) }),
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  });
  return `${webUrl}/requests?${query}`;
}

/** The field of the filter grammar that a group's field is. */
const fields: Readonly<Record<string, 'userId' | 'apiKeyId' | 'model' | 'provider' | 'status'>> = {
  user: 'userId',
  key: 'apiKeyId',
  model: 'model',
  provider: 'provider',
  status: 'status',
};

/** The filter, for the requests of one group alone; null for all requests. */
export function withGroup(filter: Filter | null, group: Readonly<Record<string, string>>): Filter | null {
  const conditions = Object.entries(group).map(([name, value]): Filter => {
    const field = fields[name] ?? (name as `property.${string}`);
    if (value === '') return { field, operator: 'exists', value: false };
    return { field, operator: '=', value: field === 'status' ? Number(value) : value };
  });
  const parts = [...(filter === null ? [] : [filter]), ...conditions];
  return parts.length > 1 ? { and: parts } : (parts[0] ?? null);
}
