import { z } from 'zod';
import { withGroup } from '@heliograph/alerting/notify';
import { type AlertEvent, alertRuleSchema } from '@heliograph/contracts/alerts';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Prisma } from '@heliograph/db/client';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';

export const withAcknowledger = { acknowledger: { select: { name: true } } } as const;

/** Of what fires, as much as anybody looks at. */
const MOST_FIRING = 100;
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** What fired, newest first. Throws `forbidden`, and `invalid_request` for a broken cursor. */
export async function listAlertEvents(
  { db, actor }: ServiceContext,
  { ruleId, limit, cursor }: { ruleId?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<{ items: AlertEvent[]; nextCursor: string | null }> {
  requireScope(actor, 'alerts:read');
  const rows = await db.alertEvent.findMany({
    where: {
      organizationId: actor.organizationId,
      ...(ruleId !== undefined && { ruleId }),
      ...(cursor !== undefined && before(cursor)),
    },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: withAcknowledger,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const goesOn = rows.length > limit && last !== undefined;
  return {
    items: page.map(toAlertEvent),
    nextCursor: goesOn ? `${last.startedAt.toISOString()},${last.id}` : null,
  };
}

/** What fires now, newest first. Throws `forbidden`. */
export async function listFiring({ db, actor }: ServiceContext): Promise<AlertEvent[]> {
  requireScope(actor, 'alerts:read');
  const rows = await db.alertEvent.findMany({
    where: { organizationId: actor.organizationId, endedAt: null },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    take: MOST_FIRING,
    include: withAcknowledger,
  });
  return rows.map(toAlertEvent);
}

function before(cursor: string): Prisma.AlertEventWhereInput {
  const parsed = cursorSchema.safeParse(cursor.split(','));
  if (!parsed.success)
    throw new HeliographError('invalid_request', 'The cursor is none: take nextCursor of the page before.');
  const [startedAt, id] = parsed.data;
  return { OR: [{ startedAt: { lt: startedAt } }, { startedAt, id: { lt: id } }] };
}

type Row = Prisma.AlertEventGetPayload<{ include: typeof withAcknowledger }>;
const ruleSchema = alertRuleSchema.pick({ name: true, severity: true, metric: true, filter: true });

/** One time that a rule fired, as it is shown. */
export function toAlertEvent(row: Row): AlertEvent {
  const { name, severity, metric, filter } = ruleSchema.parse(row.rule);
  const group = row.group as Record<string, string>;
  return {
    id: row.id,
    ruleId: row.ruleId,
    ruleName: name,
    severity,
    kind: row.kind === 'no_data' ? 'no_data' : 'fired',
    group,
    metric,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    value: row.value,
    peak: row.peak,
    threshold: row.threshold,
    windowFrom: row.windowFrom.toISOString(),
    windowTo: row.windowTo.toISOString(),
    filter: withGroup(filter, group),
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    acknowledgedBy: row.acknowledger?.name ?? null,
    told: row.told as AlertEvent['told'],
  };
}
