import { v7 as uuidv7 } from 'uuid';
import type { AlertState, Transition } from '@heliograph/alerting/advance';
import type { Outcome } from '@heliograph/alerting/judge';
import type { AlertRule } from '@heliograph/contracts/alerts';
import type { DbClient, DbTransaction, Prisma } from '@heliograph/db/client';
import type { KnownState } from './find-due.ts';
import { toGroup } from './group-key.ts';
import { tellChannels, tellOfEvent } from './tell.ts';

/** What became of one group of a rule. Times in ms. */
export interface Evaluation {
  rule: AlertRule;
  organizationId: string;
  revision: number;
  groupKey: string;
  /** As it was read; null for a group that is new. */
  known: KnownState | null;
  next: AlertState;
  transition: Transition | null;
  outcome: Outcome;
  at: number;
  window: { from: number; to: number };
}

/** Values that are kept for the line beside a rule. */
const KEPT_VALUES = 60;

/**
 * Writes back what evaluations found. Whoever was faster wins: a state that changed since it was read stays, and so does one
 * of a rule that was changed, switched off or deleted meanwhile. What there is to tell goes into the outbox in the transaction
 * of its state. Gives how many transitions were stored. Nobody's permission is asked.
 */
export async function storeEvaluations(
  db: DbClient,
  evaluations: readonly Evaluation[],
  { webUrl }: { webUrl: string },
): Promise<number> {
  const quiet = evaluations.filter(({ transition }) => transition === null);
  if (quiet.length > 0)
    await writeStates(
      db,
      quiet.map((each) => toRow(each, each.known?.eventId ?? null)),
    );
  let stored = 0;
  for (const each of evaluations) {
    if (each.transition === null) continue;
    const { transition } = each;
    if (await db.$transaction((tx) => storeTransition(tx, { ...each, transition }, webUrl))) stored++;
  }
  return stored;
}

async function storeTransition(
  tx: DbTransaction,
  evaluation: Evaluation & { transition: Transition },
  webUrl: string,
): Promise<boolean> {
  const { rule, organizationId, groupKey, known, next, transition, outcome, at, window } = evaluation;
  const fires = transition === 'fired' || transition === 'no_data';
  const before = known?.eventId ?? null;
  const eventId = fires ? uuidv7() : transition === 'resolved' ? null : before;
  if (!(await writeStates(tx, [toRow(evaluation, eventId)]))) return false;
  const group = toGroup(groupKey, rule.groupBy);
  const value = outcome.kind === 'value' ? outcome.value : null;
  const threshold = outcome.kind === 'value' ? outcome.threshold : null;
  const requests = outcome.kind === 'error' ? null : outcome.requests;
  // One message per state that was left: whoever tries again writes the same key.
  const key = `${groupKey}:${(known?.version ?? 0) + 1}:${next.since}`;
  if (transition === 'error') {
    const error = outcome.kind === 'error' ? outcome.message : '';
    const times = { startedAt: next.since, endedAt: null, windowFrom: window.from, windowTo: window.to };
    const facts = { transition, group, value, threshold, requests, peak: null, error, ...times };
    await tellChannels(tx, rule, facts, { organizationId, webUrl, key });
    return true;
  }
  const event = fires
    ? await tx.alertEvent.create({
        data: {
          ...{ id: eventId ?? uuidv7(), organizationId, ruleId: rule.id, groupKey, group, value, threshold },
          kind: transition,
          rule: structuredClone(rule) as unknown as Prisma.InputJsonObject,
          startedAt: new Date(at),
          peak: next.peak,
          windowFrom: new Date(window.from),
          windowTo: new Date(window.to),
        },
      })
    : await endOrGoOn(tx, evaluation, before);
  if (event === null) return true;
  const now = new Date(at);
  await tellOfEvent(tx, { rule, event, transition, organizationId, webUrl, now, value, requests, key });
  return true;
}

/** What fired before: with its worst value, and its end where it resolved. Null where it was deleted. */
async function endOrGoOn(
  tx: DbTransaction,
  { known, next, transition, at }: Evaluation,
  eventId: string | null,
) {
  if (eventId === null) return null;
  const peak = transition === 'resolved' ? (known?.state.peak ?? null) : next.peak;
  const data = { peak, ...(transition === 'resolved' && { endedAt: new Date(at) }) };
  const { count } = await tx.alertEvent.updateMany({ where: { id: eventId, endedAt: null }, data });
  return count === 0 ? null : tx.alertEvent.findUnique({ where: { id: eventId } });
}

function toRow({ rule, revision, groupKey, known, next, outcome, at }: Evaluation, eventId: string | null) {
  const value = outcome.kind === 'value' ? outcome.value : null;
  const requests = outcome.kind === 'error' ? 0 : outcome.requests;
  const recent = outcome.kind === 'error' ? (known?.recent ?? []) : [...(known?.recent ?? []), value];
  const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());
  return {
    rule_id: rule.id,
    revision,
    group_key: groupKey,
    status: next.status,
    since: iso(next.since),
    pending_since: iso(next.pendingSince),
    firing_since: iso(next.firingSince),
    peak: next.peak,
    told_at: iso(next.toldAt),
    resolved_at: iso(next.resolvedAt),
    failures: next.failures,
    error_told: next.errorTold,
    event_id: eventId,
    value,
    threshold: outcome.kind === 'value' ? outcome.threshold : null,
    requests: Math.min(requests, 2_147_483_647),
    recent: recent.slice(-KEPT_VALUES),
    evaluated_at: iso(at),
    seen_at: iso(requests > 0 ? at : (known?.seenAt ?? at)),
    version: (known?.version ?? 0) + 1,
  };
}

/** Writes states that are as they were read; gives whether any was. */
async function writeStates(
  db: DbClient | DbTransaction,
  rows: readonly ReturnType<typeof toRow>[],
): Promise<boolean> {
  const written = await db.$executeRaw`
    INSERT INTO "alert_states" AS s ("rule_id", "group_key", "status", "since", "pending_since", "firing_since", "peak",
      "told_at", "resolved_at", "failures", "error_told", "event_id", "value", "threshold", "requests", "recent",
      "evaluated_at", "seen_at", "version")
    SELECT v."rule_id", v."group_key", v."status", v."since", v."pending_since", v."firing_since", v."peak",
      v."told_at", v."resolved_at", v."failures", v."error_told", v."event_id", v."value", v."threshold", v."requests",
      v."recent", v."evaluated_at", v."seen_at", v."version"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v("rule_id" uuid, "revision" int, "group_key" text,
      "status" text, "since" timestamptz, "pending_since" timestamptz, "firing_since" timestamptz, "peak" float8,
      "told_at" timestamptz, "resolved_at" timestamptz, "failures" int, "error_told" bool, "event_id" uuid,
      "value" float8, "threshold" float8, "requests" int, "recent" jsonb, "evaluated_at" timestamptz,
      "seen_at" timestamptz, "version" int)
    JOIN "alert_rules" r ON r."id" = v."rule_id" AND r."revision" = v."revision" AND r."enabled"
    ORDER BY v."rule_id", v."group_key"
    ON CONFLICT ("rule_id", "group_key") DO UPDATE SET
      "status" = EXCLUDED."status", "since" = EXCLUDED."since", "pending_since" = EXCLUDED."pending_since",
      "firing_since" = EXCLUDED."firing_since", "peak" = EXCLUDED."peak", "told_at" = EXCLUDED."told_at",
      "resolved_at" = EXCLUDED."resolved_at", "failures" = EXCLUDED."failures", "error_told" = EXCLUDED."error_told",
      "event_id" = EXCLUDED."event_id", "value" = EXCLUDED."value", "threshold" = EXCLUDED."threshold",
      "requests" = EXCLUDED."requests", "recent" = EXCLUDED."recent", "evaluated_at" = EXCLUDED."evaluated_at",
      "seen_at" = EXCLUDED."seen_at", "version" = EXCLUDED."version"
    WHERE s."version" = EXCLUDED."version" - 1`;
  return written > 0;
}

/** When rules are evaluated next, and why one could not be. */
export async function storeSchedule(
  db: DbClient,
  rules: readonly { id: string; dueAt: number; evaluatedAt: number; nextAt: number; error: string | null }[],
): Promise<void> {
  if (rules.length === 0) return;
  const rows = rules.map(({ id, dueAt, evaluatedAt, nextAt, error }) => ({
    ...{ id, error },
    due: new Date(dueAt).toISOString(),
    evaluated: new Date(evaluatedAt).toISOString(),
    next: new Date(nextAt).toISOString(),
  }));
  // A rule that was changed meanwhile is due again already.
  await db.$executeRaw`
    UPDATE "alert_rules" r SET "evaluated_at" = v."evaluated", "next_evaluation_at" = v."next", "error" = v."error"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS v("id" uuid, "due" timestamptz, "evaluated" timestamptz, "next" timestamptz, "error" text)
    WHERE r."id" = v."id" AND r."next_evaluation_at" = v."due"`;
}

/** Forgets groups that nothing was heard of for a day and nothing is wrong with. */
export async function forgetGroups(db: DbClient, before: Date): Promise<void> {
  await db.alertState.deleteMany({
    where: { groupKey: { not: '[]' }, status: { in: ['ok', 'no_data'] }, seenAt: { lt: before } },
  });
}
