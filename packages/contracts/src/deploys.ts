import { z } from 'zod';

/** A moment at which a new version of the caller's product went out. */
export const deploySchema = z
  .object({
    id: z.uuid(),
    version: z.string(),
    deployedAt: z.iso.datetime(),
  })
  .meta({ id: 'Deploy' });
export type Deploy = z.infer<typeof deploySchema>;

export const addDeployInputSchema = z.strictObject({
  version: z.string().trim().min(1).max(128).describe('What went out: a version, a tag, a commit'),
  deployedAt: z.iso.datetime({ offset: true }).optional().describe('ISO 8601; now where it is left out'),
});
export type NewDeploy = z.infer<typeof addDeployInputSchema>;
