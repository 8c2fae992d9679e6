import { z } from 'zod';
import { givenName } from './given-name.ts';

/** When nothing fires. */
export const newMaintenanceWindowSchema = z
  .strictObject({
    name: givenName('Give it a name'),
    startsAt: z.iso.datetime({ offset: true }),
    endsAt: z.iso.datetime({ offset: true }),
    repeats: z.enum(['never', 'daily', 'weekly']).default('never'),
    ruleIds: z.array(z.uuid()).max(100).default([]).describe('Empty: all rules'),
  })
  .refine(({ startsAt, endsAt }) => Date.parse(startsAt) < Date.parse(endsAt), {
    message: 'It has to end after it starts',
    path: ['endsAt'],
  });
export type NewMaintenanceWindow = z.infer<typeof newMaintenanceWindowSchema>;
export const maintenanceWindowSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    repeats: z.enum(['never', 'daily', 'weekly']),
    ruleIds: z.array(z.uuid()),
    isActive: z.boolean(),
  })
  .meta({ id: 'MaintenanceWindow' });
export type MaintenanceWindow = z.infer<typeof maintenanceWindowSchema>;
