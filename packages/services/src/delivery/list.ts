import { z } from 'zod';
import type { Delivery } from '@heliograph/contracts/channels';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { noSuchChannel } from '../channel/listed-channel.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { noSuchDelivery, toListedDelivery } from './listed-delivery.ts';

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** A page of a channel's deliveries, newest first. Throws `forbidden`, `not_found`, `invalid_request` for a broken cursor. */
export async function listDeliveries(
  { db, actor }: ServiceContext,
  { id: channelId, limit, cursor }: { id: string; limit: number; cursor?: string | undefined },
): Promise<{ items: Delivery[]; nextCursor: string | null }> {
  requireScope(actor, 'channels:read');
  const { organizationId } = actor;
  if ((await db.notificationChannel.count({ where: { id: channelId, organizationId } })) === 0)
    throw noSuchChannel();
  const rows = await db.delivery.findMany({
    where: { channelId, ...(cursor !== undefined && before(cursor)) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toListedDelivery),
    nextCursor:
      rows.length > limit && last !== undefined ? `${last.createdAt.toISOString()},${last.id}` : null,
  };
}

function before(cursor: string) {
  const parsed = cursorSchema.safeParse(cursor.split(','));
  if (!parsed.success)
    throw new HeliographError('invalid_request', 'The cursor is none: take nextCursor of the page before.');
  const [createdAt, id] = parsed.data;
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}

/** One delivery. Throws `forbidden` or `not_found`. */
export async function getDelivery({ db, actor }: ServiceContext, { id }: { id: string }): Promise<Delivery> {
  requireScope(actor, 'channels:read');
  const row = await db.delivery.findFirst({ where: { id, organizationId: actor.organizationId } });
  if (row === null) throw noSuchDelivery();
  return toListedDelivery(row);
}
