import { type Clock, intervalOf, nextEvaluation } from '@heliograph/alerting/timing';
import { readWindows } from '@heliograph/clickhouse/alerts/read-windows';
import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import { type LaterChanges, readLaterChangesOf } from '@heliograph/clickhouse/requests-scope';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { DbClient } from '@heliograph/db/client';
import { findDueRules } from '@heliograph/services/alert/find-due';
import {
  type Evaluation,
  storeEvaluations,
  storeSchedule,
} from '@heliograph/services/alert/store-evaluations';
import type { Logger } from 'pino';
import { describeFailure } from '../ingest/describe-failure.ts';
import type { AlertMetrics } from './alert-metrics.ts';
import { judgeAnswer, judgeFailure, type Moment } from './judge-answer.ts';
import { planQuestions, type Question, seedOf } from './plan-questions.ts';

export interface AlertContext {
  db: DbClient;
  clickHouse: ClickHouseClient;
  /** Where people open the dashboard, without a slash at its end. */
  webUrl: string;
  clock: Clock;
  alertMetrics: AlertMetrics;
  log: Logger;
  now: () => number;
}

/** Rules in one go; more of them are taken right after. */
const MOST_RULES = 1_000;
/** Groups of a rule that are looked at, those with most requests. */
const MOST_GROUPS = 1_000;
/** Queries at once. */
const QUERIES_AT_ONCE = 2;
/** Windows end so much of a minute ago: what ended then is logged by now. A sixth: ten seconds. */
const DELAY = 1 / 6;

/**
 * Evaluates the rules whose time has come, and stores what became of them. Gives how many there were. Rejects where Postgres
 * is away: then nothing has changed, and they stay due.
 */
export async function evaluateDue(context: AlertContext): Promise<number> {
  const { db, clock, webUrl, alertMetrics, log } = context;
  const now = context.now();
  const due = await findDueRules(db, new Date(now), MOST_RULES);
  if (due.length === 0) return 0;
  const moment: Moment = { now, at: Math.floor(now - DELAY * clock.minuteMs), clock };
  const questions = planQuestions(due, moment.at, clock);
  const errors = new Map<string, string>();
  const later = readLaterOnce(context.clickHouse, questions);
  const next = questions.values();
  const work = async () => {
    for (const question of next) {
      const evaluations = await answer(context, { ...question, later }, moment, errors);
      const stored = await storeEvaluations(db, evaluations, { webUrl });
      if (stored > 0) log.info({ transitions: stored }, 'Alerts changed');
      const rules = question.asked.map(({ due: { rule, organizationId, dueAt } }) => ({
        ...{ id: rule.id, dueAt, evaluatedAt: now, error: errors.get(rule.id) ?? null },
        nextAt: nextEvaluation(now, intervalOf(rule, clock), seedOf({ rule, organizationId })),
      }));
      await storeSchedule(db, rules);
      for (const { dueAt } of rules) alertMetrics.evaluated(context.now() - dueAt);
    }
  };
  await Promise.all(Array.from({ length: QUERIES_AT_ONCE }, work));
  return due.length;
}

async function answer(
  { clickHouse, alertMetrics, log }: AlertContext,
  question: Question & { later: (organizationId: string) => Promise<LaterChanges> },
  moment: Moment,
  errors: Map<string, string>,
): Promise<Evaluation[]> {
  const { organizationId, filter, groupBy, metrics, ranges } = question;
  try {
    const { groups } = await readWindows(clickHouse, {
      ...{ organizationId, filter, groupBy, metrics, ranges },
      mostGroups: MOST_GROUPS,
      later: await question.later(organizationId),
    });
    return question.asked.flatMap(({ due, metric }) => judgeAnswer(due, metric, groups, moment));
  } catch (error) {
    const lasting = error instanceof HeliographError && !error.retryable;
    const message = lasting ? error.message : 'The request log (ClickHouse) could not answer in time.';
    log.warn({ organizationId, reason: describeFailure(error) }, 'Alert rules could not be evaluated');
    alertMetrics.failed(question.asked.length);
    return question.asked.map(({ due }) => {
      errors.set(due.rule.id, message);
      return judgeFailure(due, { kind: 'error', message, lasting }, moment);
    });
  }
}

/** What arrived later for an organization's requests in all ranges of its questions: read with the first of them. */
function readLaterOnce(
  clickHouse: ClickHouseClient,
  questions: readonly Question[],
): (organizationId: string) => Promise<LaterChanges> {
  const known = new Map<string, Promise<LaterChanges>>();
  return (organizationId) => {
    const before = known.get(organizationId);
    if (before !== undefined) return before;
    const ranges = questions
      .filter((each) => each.organizationId === organizationId)
      .flatMap((each) => each.ranges);
    const from = new Date(Math.min(...ranges.map((range) => range.from)));
    const to = new Date(Math.max(...ranges.map((range) => range.to)));
    const read = readLaterChangesOf(clickHouse, { organizationId, from, to });
    known.set(organizationId, read);
    return read;
  };
}
