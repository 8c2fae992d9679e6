import { oc } from '@orpc/contract';
import { z } from 'zod';

/** What holds for all of an organization. */
const organizationSettingsSchema = z
  .object({
    headerPolicy: z
      .enum(['strict', 'lenient'])
      .nullable()
      .describe(
        "What happens to a call with a Helicone header that can't be read: strict refuses it, lenient lets it go on with a warning, null leaves it to the operator's HEADER_POLICY",
      ),
  })
  .meta({ id: 'OrganizationSettings' });

export const organizationContract = {
  settings: oc
    .route({
      method: 'GET',
      path: '/organization/settings',
      tags: ['Account'],
      summary: "The organization's settings",
    })
    .output(organizationSettingsSchema),
  update: oc
    .route({
      method: 'PATCH',
      path: '/organization/settings',
      tags: ['Account'],
      summary: "Change the organization's settings",
      description: 'Proxies know them within a second.',
    })
    .input(z.strictObject({ headerPolicy: z.enum(['strict', 'lenient']).nullable() }))
    .output(organizationSettingsSchema),
};
