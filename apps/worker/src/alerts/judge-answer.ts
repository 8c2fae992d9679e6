import { advance, initialState } from '@heliograph/alerting/advance';
import { judge, type Outcome } from '@heliograph/alerting/judge';
import { type Clock, isMuted, timingOf } from '@heliograph/alerting/timing';
import { type Range, rangesOf, type RangeValue, toSample } from '@heliograph/alerting/windows';
import type { GroupWindows } from '@heliograph/clickhouse/alerts/read-windows';
import type { AlertMetric } from '@heliograph/contracts/alert-metrics';
import type { DueRule } from '@heliograph/services/alert/find-due';
import type { Evaluation } from '@heliograph/services/alert/store-evaluations';
import { ROOT, toGroupKey } from '@heliograph/services/alert/group-key';

/** Groups of a rule that have a state of their own. */
const MOST_STATES = 100;

export interface Moment {
  /** When it is evaluated, and where windows end, ms. */
  now: number;
  at: number;
  clock: Clock;
}

/** What a rule's answer makes of its states: one evaluation for each group, those that were seen before included. */
export function judgeAnswer(
  due: DueRule,
  metric: number,
  groups: readonly GroupWindows[],
  moment: Moment,
): Evaluation[] {
  const { rule, states } = due;
  const byKey = new Map(groups.map((group) => [toGroupKey(group.group), group]));
  const grouped = rule.groupBy.length > 0;
  const keys = grouped ? [...states.keys(), ...byKey.keys()].filter((key) => key !== ROOT) : [ROOT];
  const evaluations = [...new Set(keys)].map((key) => {
    const values = byKey.get(key)?.ranges ?? [];
    const read = rangesOf(rule, moment.at, moment.clock).map((_, at) => {
      const range = values[at];
      return range === undefined || range === null
        ? nothing(rule.metric)
        : { value: range.values[metric] ?? null, requests: range.requests };
    });
    return evaluate(due, key, judge(rule, toSample(rule, moment.at, read, moment.clock)), moment);
  });
  if (!grouped) return evaluations;
  // The rule as a whole has a state only while it can't be evaluated.
  const whole =
    states.get(ROOT)?.state.status === 'error'
      ? [evaluate(due, ROOT, { kind: 'no_data', requests: 0 }, moment)]
      : [];
  return [...boundStates(evaluations), ...whole];
}

/** A rule that could not be asked for: it as a whole, not each of its groups. */
export function judgeFailure(
  due: DueRule,
  failure: Extract<Outcome, { kind: 'error' }>,
  moment: Moment,
): Evaluation {
  return evaluate(due, ROOT, failure, moment);
}

function evaluate(due: DueRule, groupKey: string, outcome: Outcome, { now, at, clock }: Moment): Evaluation {
  const { rule, organizationId, revision, states, maintenance, acknowledged } = due;
  const known = states.get(groupKey) ?? null;
  const timing = timingOf(rule, clock);
  // No data of a whole rule with groups means nothing.
  const steady =
    groupKey === ROOT && rule.groupBy.length > 0 ? { ...timing, noData: 'resolve' as const } : timing;
  const { state, transition } = advance(known?.state ?? initialState(now), {
    ...{ at: now, outcome, timing: steady, muted: isMuted(rule, maintenance, now) },
    acknowledged: typeof known?.eventId === 'string' && acknowledged.has(known.eventId),
  });
  const window = windowOf(due, at, clock);
  return {
    rule,
    organizationId,
    revision,
    groupKey,
    known,
    next: state,
    transition,
    outcome,
    at: now,
    window,
  };
}

/** The window itself, without what it is compared with. */
function windowOf({ rule }: DueRule, at: number, clock: Clock): Range {
  const condition = { kind: 'no_data' } as const;
  return rangesOf({ ...rule, condition }, at, clock)[0] ?? { from: at, to: at };
}

/** What no requests add up to. */
function nothing({ aggregation }: AlertMetric): RangeValue {
  const counts = ['sum', 'count', 'count_distinct', 'per_minute'].includes(aggregation);
  return { value: counts ? 0 : null, requests: 0 };
}

/** Those with a state keep it; of the others as many as there is room for, those first that are beyond the threshold. */
function boundStates(evaluations: readonly Evaluation[]): Evaluation[] {
  const known = evaluations.filter((each) => each.known !== null);
  const added = evaluations
    .filter((each) => each.known === null)
    .sort((one, other) => Number(isBreached(other)) - Number(isBreached(one)));
  return [...known, ...added.slice(0, Math.max(0, MOST_STATES - known.length))];
}

function isBreached({ outcome }: Evaluation): boolean {
  return outcome.kind === 'value' && outcome.breached;
}
