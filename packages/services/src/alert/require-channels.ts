import { HeliographError } from '@heliograph/contracts/error-codes';
import type { DbTransaction } from '@heliograph/db/client';

/** Throws `invalid_request` where one of the channels isn't the organization's. */
export async function requireChannels(
  tx: DbTransaction,
  organizationId: string,
  channelIds: readonly string[],
): Promise<void> {
  const ids = [...new Set(channelIds)];
  if (ids.length === 0) return;
  const known = await tx.notificationChannel.count({ where: { organizationId, id: { in: ids } } });
  if (known < ids.length)
    throw new HeliographError(
      'invalid_request',
      'There is no such channel (channelIds). GET /api/v1/channels lists yours.',
    );
}
