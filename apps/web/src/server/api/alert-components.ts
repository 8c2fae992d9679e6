import {
  alertEventSchema,
  alertOverviewSchema,
  alertPreviewSchema,
  alertRuleSchema,
} from '@heliograph/contracts/alerts';
import { maintenanceWindowSchema } from '@heliograph/contracts/maintenance-windows';

/** What calls about alerts may be refused with, beside what every call may be. */
export const alertErrors = {
  'alerts.create': [400, 409, 413],
  'alerts.replace': [400, 404, 413],
  'alerts.enable': [400, 404, 413],
  'alerts.remove': [400, 404],
  'alerts.preview': [400, 413],
  'alerts.snooze': [400, 404, 413],
  'alerts.history': [400, 413],
  'alerts.acknowledge': [400, 404, 413],
  'alerts.maintenance.create': [400, 409, 413],
  'alerts.maintenance.remove': [400, 404],
};

/** The schemas of alerts that have a name in the document. */
export const alertComponents = {
  AlertRule: { schema: alertRuleSchema, strategy: 'output' },
  AlertOverview: { schema: alertOverviewSchema, strategy: 'output' },
  AlertEvent: { schema: alertEventSchema, strategy: 'output' },
  AlertPreview: { schema: alertPreviewSchema, strategy: 'output' },
  MaintenanceWindow: { schema: maintenanceWindowSchema, strategy: 'output' },
} as const;
