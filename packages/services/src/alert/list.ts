import { isMuted } from '@heliograph/alerting/timing';
import type { AlertGroupState, AlertOverview, AlertStatus } from '@heliograph/contracts/alerts';
import type { Prisma } from '@heliograph/db/client';
import type { ServiceContext } from '../context.ts';
import { toMaintenanceWindow } from '../maintenance-window/listed-window.ts';
import { requireScope } from '../require-scope.ts';
import { ROOT, toGroup } from './group-key.ts';
import { toAlertRule, withCreator } from './listed-rule.ts';

/** Groups that are shown of a rule. */
const MOST_GROUPS = 100;
/** The worst first. */
const order: readonly AlertStatus[] = ['firing', 'error', 'pending', 'no_data', 'ok'];

/** The rules of the actor's organization and how each stands, newest first. Throws `forbidden`. */
export async function listAlerts({ db, actor }: ServiceContext, now: Date): Promise<AlertOverview[]> {
  requireScope(actor, 'alerts:read');
  const { organizationId } = actor;
  const [rows, windows] = await Promise.all([
    db.alertRule.findMany({
      where: { organizationId },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      include: { ...withCreator, states: true },
    }),
    db.maintenanceWindow.findMany({ where: { organizationId } }),
  ]);
  const maintenance = windows.map((window) => toMaintenanceWindow(window, now));
  return rows.map((row) => {
    const rule = toAlertRule(row);
    const root = row.states.find(({ groupKey }) => groupKey === ROOT);
    const states = rule.groupBy.length === 0 ? row.states : row.states.filter((state) => state !== root);
    const groups = states.map((state) => toState(state, rule.groupBy)).sort(worstFirst);
    const statuses = [
      ...groups.map(({ status }) => status),
      ...(root === undefined ? [] : [root.status as AlertStatus]),
    ];
    return {
      rule,
      status: order.find((status) => statuses.includes(status)) ?? 'ok',
      groups: groups.slice(0, MOST_GROUPS),
      groupCount: groups.length,
      isMuted: isMuted(rule, maintenance, now.getTime()),
      evaluatedAt: row.evaluatedAt?.toISOString() ?? null,
      error: row.error,
    };
  });
}

function toState(row: Prisma.AlertStateGetPayload<object>, groupBy: readonly string[]): AlertGroupState {
  return {
    group: toGroup(row.groupKey, groupBy),
    status: row.status as AlertStatus,
    since: row.since.toISOString(),
    value: row.value,
    threshold: row.threshold,
    requests: row.requests,
    evaluatedAt: row.evaluatedAt.toISOString(),
    recent: row.recent as (number | null)[],
  };
}

function worstFirst(one: AlertGroupState, other: AlertGroupState): number {
  return order.indexOf(one.status) - order.indexOf(other.status) || other.requests - one.requests;
}
