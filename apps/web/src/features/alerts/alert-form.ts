import {
  type AlertAggregation,
  type AlertMetricName,
  aggregationsOf,
  isAdditive,
  unitOf,
} from '@heliograph/contracts/alert-metrics';
import {
  type AlertRule,
  type NewAlertRule,
  type NewAlertRuleInput,
  newAlertRuleSchema,
} from '@heliograph/contracts/alerts';
import type { AlertSeverity } from '@heliograph/contracts/notification';
import { printFilter } from '@heliograph/contracts/filter-text/print-filter';

export type ConditionChoice =
  'above' | 'below' | 'rises' | 'falls' | 'anomaly' | 'spent' | 'forecast' | 'no_data';

/** What people fill in. */
export interface AlertForm {
  name: string;
  severity: AlertSeverity;
  metric: AlertMetricName;
  aggregation: AlertAggregation;
  filter: string;
  /** Fields of a group, '' for none; `property` takes its name from beside. */
  groups: [string, string];
  properties: [string, string];
  /** Minutes, today or month. */
  window: string;
  timezone: string;
  condition: ConditionChoice;
  /** In what it is shown in: per cent for shares and changes, deviations for anomalies. */
  value: string;
  against: 'previous_period' | 'same_time_last_week';
  /** On which side an anomaly counts. */
  side: 'above' | 'below' | 'both';
  minimumRequests: string;
  forMinutes: string;
  hysteresis: string;
  cooldownMinutes: string;
  renotifyMinutes: string;
  noData: NewAlertRule['noData'];
  channelIds: string[];
}

export type AlertErrors = Partial<
  Record<
    | 'name'
    | 'metric'
    | 'filter'
    | 'groupBy'
    | 'window'
    | 'condition'
    | 'minimumRequests'
    | 'forMinutes'
    | 'hysteresisPercent'
    | 'cooldownMinutes'
    | 'renotifyMinutes'
    | 'channelIds'
    | 'timezone',
    string
  >
>;

export function emptyForm(): AlertForm {
  return {
    ...{ name: '', severity: 'warning', metric: 'cost', aggregation: 'sum', filter: '' },
    ...{ groups: ['', ''], properties: ['', ''], window: '60', timezone: 'UTC' },
    ...{ condition: 'above', value: '', against: 'previous_period', side: 'both', minimumRequests: '0' },
    ...{ forMinutes: '0', hysteresis: '0', cooldownMinutes: '0', renotifyMinutes: '', noData: 'resolve' },
    channelIds: [],
  };
}

/** The form with another part, and what follows from it: a metric has its own aggregations, a budget its month. */
export function withPart(form: AlertForm, part: Partial<AlertForm>): AlertForm {
  const next = { ...form, ...part };
  const [usual = 'count'] = aggregationsOf(next.metric);
  if (!aggregationsOf(next.metric).includes(next.aggregation)) next.aggregation = usual;
  if (next.condition === 'spent' || next.condition === 'forecast') {
    return { ...next, metric: 'cost', aggregation: 'sum', window: 'month' };
  }
  const isCalendar = next.window === 'today' || next.window === 'month';
  const mayBeCalendar = isAdditive(next) && (next.condition === 'above' || next.condition === 'below');
  if (isCalendar && !mayBeCalendar) next.window = '60';
  return next;
}

/** Whether a value is given in per cent of a share of 1. */
function isShare(form: Pick<AlertForm, 'metric' | 'aggregation' | 'condition'>): boolean {
  return (form.condition === 'above' || form.condition === 'below') && unitOf(form) === 'share';
}

/** The form as the API takes it, or what is wrong by field. */
export function readAlertForm(form: AlertForm): { input: NewAlertRuleInput } | { errors: AlertErrors } {
  const { name, severity, metric, aggregation, against, window, timezone, noData, channelIds } = form;
  const input = {
    ...{ name, severity, timezone, noData, channelIds },
    metric: { metric, aggregation },
    filter: form.filter.trim() === '' ? null : form.filter,
    groupBy: form.groups.flatMap((field, at) =>
      field === '' ? [] : [field === 'property' ? `property.${form.properties[at]?.trim()}` : field],
    ),
    window:
      window === 'today' || window === 'month'
        ? { kind: window }
        : { kind: 'rolling', minutes: numberOf(window) },
    condition: readCondition(form, against),
    minimumRequests: numberOf(form.minimumRequests),
    forMinutes: numberOf(form.forMinutes),
    hysteresisPercent: numberOf(form.hysteresis),
    cooldownMinutes: numberOf(form.cooldownMinutes),
    renotifyMinutes: form.renotifyMinutes.trim() === '' ? null : numberOf(form.renotifyMinutes),
  } as NewAlertRuleInput;
  const read = newAlertRuleSchema.safeParse(input);
  if (read.success) return { input };
  const errors: AlertErrors = {};
  for (const { path, message } of read.error.issues) {
    const field = path[0] as keyof AlertErrors;
    errors[field] ??= plain[field] ?? message;
  }
  return { errors };
}

/** What a schema words for programs, where it does. */
const plain: AlertErrors = {
  condition: 'Give a number',
  minimumRequests: 'Give a whole number',
  forMinutes: 'Give minutes, a day at the most',
  hysteresisPercent: 'Give per cent, from 0 to 90',
  cooldownMinutes: 'Give minutes, seven days at the most',
  renotifyMinutes: 'Give at least 5 minutes, or nothing',
  groupBy: 'Name a property, and two different fields',
};

function readCondition(form: AlertForm, against: AlertForm['against']): unknown {
  const value = numberOf(form.value);
  switch (form.condition) {
    case 'above':
    case 'below':
      return { kind: 'threshold', direction: form.condition, value: isShare(form) ? value / 100 : value };
    case 'rises':
    case 'falls':
      return {
        kind: 'change',
        direction: form.condition === 'rises' ? 'above' : 'below',
        percent: value,
        against,
      };
    case 'anomaly':
      return { kind: 'anomaly', direction: form.side, deviations: value };
    case 'spent':
    case 'forecast':
      return { kind: 'budget', basis: form.condition, usd: value, percent: 100 };
    case 'no_data':
      return { kind: 'no_data' };
  }
}

/** The form of a rule that there is. */
export function toAlertForm(rule: AlertRule): AlertForm {
  const { window, condition, metric } = rule;
  const groups = [0, 1].map((at) => rule.groupBy[at] ?? '');
  const form: AlertForm = {
    ...{ name: rule.name, severity: rule.severity, ...metric, timezone: rule.timezone, noData: rule.noData },
    filter: rule.filter === null ? '' : printFilter(rule.filter),
    groups: groups.map((field) => (field.startsWith('property.') ? 'property' : field)) as [string, string],
    properties: groups.map((field) => (field.startsWith('property.') ? field.slice(9) : '')) as [
      string,
      string,
    ],
    window: window.kind === 'rolling' ? String(window.minutes) : window.kind,
    ...{ condition: 'above', value: '', against: 'previous_period', side: 'both' },
    minimumRequests: String(rule.minimumRequests),
    forMinutes: String(rule.forMinutes),
    hysteresis: String(rule.hysteresisPercent),
    cooldownMinutes: String(rule.cooldownMinutes),
    renotifyMinutes: rule.renotifyMinutes === null ? '' : String(rule.renotifyMinutes),
    channelIds: rule.channelIds,
  };
  switch (condition.kind) {
    case 'threshold': {
      const shown =
        unitOf(metric) === 'share' ? Number((condition.value * 100).toPrecision(12)) : condition.value;
      return { ...form, condition: condition.direction, value: String(shown) };
    }
    case 'change':
      return {
        ...form,
        condition: condition.direction === 'above' ? 'rises' : 'falls',
        value: String(condition.percent),
        against: condition.against,
      };
    case 'anomaly':
      return {
        ...form,
        condition: 'anomaly',
        value: String(condition.deviations),
        side: condition.direction,
      };
    case 'budget':
      return {
        ...form,
        condition: condition.basis,
        value: String((condition.usd * condition.percent) / 100),
      };
    case 'no_data':
      return { ...form, condition: 'no_data' };
  }
}

/** NaN where the text is no plain number. */
function numberOf(text: string): number {
  const plainText = text.trim();
  return /^-?\d{1,15}(\.\d{1,9})?$/.test(plainText) ? Number(plainText) : NaN;
}
