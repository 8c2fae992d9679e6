import { z } from 'zod';

/** When nothing fires. */
export const newMaintenanceWindowSchema = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1, 'Give it a name')
      .max(80, 'A name has at most 80 characters')
      .regex(/^\P{Cc}*$/u, 'A name has no control characters'),
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
