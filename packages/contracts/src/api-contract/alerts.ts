import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  alertEventSchema,
  alertOverviewSchema,
  alertPreviewSchema,
  alertRuleSchema,
  newAlertRuleSchema,
  updateAlertRuleSchema,
} from '../alerts.ts';
import { maintenanceWindowSchema, newMaintenanceWindowSchema } from '../maintenance-windows.ts';
import { nextCursorSchema } from '../page.ts';
import { idInput } from './id-input.ts';

const tags = ['Alerts'];

/** Alert rules, what they said, and when they are quiet, under /alerts. */
export const alertsContract = {
  list: oc
    .route({ method: 'GET', path: '/alerts', tags, summary: 'List the alert rules and how each stands' })
    .output(z.object({ items: z.array(alertOverviewSchema) })),
  create: oc
    .route({
      method: 'POST',
      path: '/alerts',
      successStatus: 201,
      tags,
      summary: 'Create an alert rule',
      description: 'It is evaluated within seconds, and then every minute.',
    })
    .input(newAlertRuleSchema)
    .output(alertRuleSchema),
  replace: oc
    .route({
      method: 'PUT',
      path: '/alerts/{id}',
      tags,
      summary: 'Change an alert rule',
      description:
        'Another metric, filter, grouping, window or condition starts it anew; what fires then resolves.',
    })
    .input(updateAlertRuleSchema)
    .output(alertRuleSchema),
  enable: oc
    .route({ method: 'PUT', path: '/alerts/{id}/enabled', tags, summary: 'Switch an alert rule on or off' })
    .input(z.strictObject({ id: z.uuid(), enabled: z.boolean() }))
    .output(alertRuleSchema),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/alerts/{id}',
      successStatus: 204,
      tags,
      summary: 'Delete an alert rule and its history',
    })
    .input(idInput)
    .output(z.void()),
  preview: oc
    .route({
      method: 'POST',
      path: '/alerts/preview',
      tags,
      summary: 'Show the last 7 days as a rule would have seen them',
    })
    .input(newAlertRuleSchema)
    .output(alertPreviewSchema),
  snooze: oc
    .route({
      method: 'PUT',
      path: '/alerts/{id}/snooze',
      tags,
      summary: 'Keep an alert rule from firing for a while',
      description: 'null ends it. What fires already still resolves, and says so.',
    })
    .input(z.strictObject({ id: z.uuid(), until: z.iso.datetime({ offset: true }).nullable() }))
    .output(alertRuleSchema),
  firing: oc
    .route({ method: 'GET', path: '/alerts/firing', tags, summary: 'What fires now, newest first' })
    .output(z.object({ items: z.array(alertEventSchema) })),
  history: oc
    .route({
      method: 'POST',
      path: '/alerts/history',
      tags,
      summary: 'What fired: when, how long, how bad, and who was told; newest first',
    })
    .input(
      z.strictObject({
        ruleId: z.uuid().optional(),
        limit: z.number().int().min(1).max(100).default(50),
        cursor: z.string().max(100).optional().describe('nextCursor of the page before'),
      }),
    )
    .output(z.object({ items: z.array(alertEventSchema), nextCursor: nextCursorSchema })),
  acknowledge: oc
    .route({
      method: 'POST',
      path: '/alerts/events/{id}/acknowledge',
      tags,
      summary: 'Say that somebody looks after it',
      description: 'It isn’t told again while it fires.',
    })
    .input(idInput)
    .output(alertEventSchema),
  maintenance: {
    list: oc
      .route({ method: 'GET', path: '/alerts/maintenance', tags, summary: 'List the maintenance windows' })
      .output(z.object({ items: z.array(maintenanceWindowSchema) })),
    create: oc
      .route({
        method: 'POST',
        path: '/alerts/maintenance',
        successStatus: 201,
        tags,
        summary: 'Add a maintenance window, in which nothing fires',
      })
      .input(newMaintenanceWindowSchema)
      .output(maintenanceWindowSchema),
    remove: oc
      .route({
        method: 'DELETE',
        path: '/alerts/maintenance/{id}',
        successStatus: 204,
        tags,
        summary: 'Delete a maintenance window',
      })
      .input(idInput)
      .output(z.void()),
  },
};
