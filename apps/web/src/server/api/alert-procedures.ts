import { acknowledgeAlert } from '@heliograph/services/alert/acknowledge';
import { createAlertRule } from '@heliograph/services/alert/create';
import { enableAlertRule } from '@heliograph/services/alert/enable';
import { listAlerts } from '@heliograph/services/alert/list';
import { listAlertEvents, listFiring } from '@heliograph/services/alert/list-events';
import { removeAlertRule } from '@heliograph/services/alert/remove';
import { snoozeAlertRule } from '@heliograph/services/alert/snooze';
import { updateAlertRule } from '@heliograph/services/alert/update';
import { createMaintenanceWindow } from '@heliograph/services/maintenance-window/create';
import { listMaintenanceWindows } from '@heliograph/services/maintenance-window/list';
import { removeMaintenanceWindow } from '@heliograph/services/maintenance-window/remove';
import { requireScope } from '@heliograph/services/require-scope';
import { previewAlert } from '../alerts/preview-alert.ts';
import type { ApiDependencies } from './api-router.ts';
import { askClickHouse } from './ask-clickhouse.ts';
import type { Caller } from './authenticate.ts';
import { api } from './implementer.ts';

/** Alert rules, their preview and history, and maintenance windows. */
export function createAlertProcedures({
  db,
  clickHouse,
  env,
}: Pick<ApiDependencies, 'db' | 'clickHouse' | 'env'>) {
  const by = ({ caller }: { caller: Caller }) => ({ db, actor: caller.actor, webUrl: env.webUrl });
  const { alerts } = api;
  return {
    list: alerts.list.handler(async ({ context }) => ({ items: await listAlerts(by(context), new Date()) })),
    create: alerts.create.handler(({ context, input }) => createAlertRule(by(context), input, new Date())),
    replace: alerts.replace.handler(({ context, input }) => updateAlertRule(by(context), input, new Date())),
    enable: alerts.enable.handler(({ context, input }) => enableAlertRule(by(context), input, new Date())),
    remove: alerts.remove.handler(({ context, input }) => removeAlertRule(by(context), input, new Date())),
    preview: alerts.preview.handler(({ context, input }) => {
      const { actor } = context.caller;
      requireScope(actor, 'requests:read');
      return askClickHouse(() => previewAlert(clickHouse, actor.organizationId, input, Date.now()));
    }),
    snooze: alerts.snooze.handler(({ context, input }) => snoozeAlertRule(by(context), input)),
    firing: alerts.firing.handler(async ({ context }) => ({ items: await listFiring(by(context)) })),
    history: alerts.history.handler(({ context, input }) => listAlertEvents(by(context), input)),
    acknowledge: alerts.acknowledge.handler(({ context, input }) =>
      acknowledgeAlert(by(context), input, new Date()),
    ),
    maintenance: {
      list: alerts.maintenance.list.handler(async ({ context }) => ({
        items: await listMaintenanceWindows(by(context), new Date()),
      })),
      create: alerts.maintenance.create.handler(({ context, input }) =>
        createMaintenanceWindow(by(context), input, new Date()),
      ),
      remove: alerts.maintenance.remove.handler(({ context, input }) =>
        removeMaintenanceWindow(by(context), input),
      ),
    },
  };
}
