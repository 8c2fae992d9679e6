import type { AlertState } from '@heliograph/alerting/advance';
import type { AlertRule, AlertStatus } from '@heliograph/contracts/alerts';
import type { MaintenanceWindow } from '@heliograph/contracts/maintenance-windows';
import type { DbClient, Prisma } from '@heliograph/db/client';
import { toMaintenanceWindow } from '../maintenance-window/listed-window.ts';
import { toAlertRule } from './listed-rule.ts';

/** How a group of a rule stands, and what a worker has to know to write it back. */
export interface KnownState {
  state: AlertState;
  version: number;
  eventId: string | null;
  recent: (number | null)[];
  seenAt: number;
}

export interface DueRule {
  rule: AlertRule;
  organizationId: string;
  revision: number;
  dueAt: number;
  states: Map<string, KnownState>;
  maintenance: MaintenanceWindow[];
  /** What fires and somebody looks after. */
  acknowledged: ReadonlySet<string>;
}

/** Rules whose time has come, longest overdue first. Rules that can't be read are left out. Nobody's permission is asked. */
export async function findDueRules(db: DbClient, now: Date, most: number): Promise<DueRule[]> {
  const rows = await db.alertRule.findMany({
    where: { enabled: true, nextEvaluationAt: { lte: now } },
    orderBy: { nextEvaluationAt: 'asc' },
    take: most,
    include: { states: true },
  });
  if (rows.length === 0) return [];
  const organizations = [...new Set(rows.map(({ organizationId }) => organizationId))];
  const firing = rows.flatMap(({ states }) =>
    states.flatMap(({ eventId }) => (eventId === null ? [] : [eventId])),
  );
  const [windows, acknowledged] = await Promise.all([
    db.maintenanceWindow.findMany({ where: { organizationId: { in: organizations } } }),
    firing.length === 0
      ? []
      : db.alertEvent.findMany({
          where: { id: { in: firing }, acknowledgedAt: { not: null } },
          select: { id: true },
        }),
  ]);
  const known = new Set(acknowledged.map(({ id }) => id));
  return rows.map((row) => ({
    rule: toAlertRule(row),
    organizationId: row.organizationId,
    revision: row.revision,
    dueAt: row.nextEvaluationAt.getTime(),
    states: new Map(row.states.map((state) => [state.groupKey, toKnown(state)])),
    maintenance: windows
      .filter(({ organizationId }) => organizationId === row.organizationId)
      .map((window) => toMaintenanceWindow(window, now)),
    acknowledged: known,
  }));
}

const ms = (date: Date | null) => date?.getTime() ?? null;

function toKnown(row: Prisma.AlertStateGetPayload<object>): KnownState {
  return {
    state: {
      status: row.status as AlertStatus,
      since: row.since.getTime(),
      pendingSince: ms(row.pendingSince),
      firingSince: ms(row.firingSince),
      peak: row.peak,
      toldAt: ms(row.toldAt),
      resolvedAt: ms(row.resolvedAt),
      failures: row.failures,
      errorTold: row.errorTold,
    },
    version: row.version,
    eventId: row.eventId,
    recent: row.recent as (number | null)[],
    seenAt: row.seenAt.getTime(),
  };
}
