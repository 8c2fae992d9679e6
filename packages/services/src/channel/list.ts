import type { Channel } from '@heliograph/contracts/channels';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { toListedChannel, withDetails } from './listed-channel.ts';

/** The channels of the actor's organization, newest first. Throws `forbidden`. */
export async function listChannels({ db, actor }: ServiceContext): Promise<Channel[]> {
  requireScope(actor, 'channels:read');
  const rows = await db.notificationChannel.findMany({
    where: { organizationId: actor.organizationId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    include: withDetails,
  });
  return rows.map(toListedChannel);
}
