import { HeliographError } from '@heliograph/contracts/error-codes';
import { filterSchema } from '@heliograph/contracts/filter';
import { printFilter } from '@heliograph/contracts/filter-text/print-filter';
import { type RequestWebhook, requestWebhookSchema } from '@heliograph/contracts/request-webhooks';
import type { DbTransaction, Prisma } from '@heliograph/db/client';

export const withNames = {
  creator: { select: { name: true } },
  channel: { select: { name: true } },
} as const satisfies Prisma.RequestWebhookInclude;

type Row = Prisma.RequestWebhookGetPayload<{ include: typeof withNames }>;

/** A webhook as it is shown. Throws where the row isn't what it should be. */
export function toListedWebhook({ creator, channel, filter, ...row }: Row): RequestWebhook {
  return requestWebhookSchema.parse({
    ...row,
    filter: filter === null ? '' : printFilter(filterSchema.parse(filter)),
    samplePercent: row.samplePercent.toNumber(),
    channelName: channel.name,
    createdAt: row.createdAt.toISOString(),
    createdBy: creator?.name ?? null,
  });
}

/** Throws `invalid_request` unless the organization has such a channel of the kind webhook. */
export async function checkWebhookChannel(
  tx: DbTransaction,
  { id, organizationId }: { id: string; organizationId: string },
): Promise<void> {
  const channel = await tx.notificationChannel.findFirst({
    where: { id, organizationId, kind: 'webhook' },
    select: { id: true },
  });
  if (channel !== null) return;
  throw new HeliographError(
    'invalid_request',
    'channelId names no channel of the kind webhook. GET /api/v1/channels lists those you have.',
  );
}

/** What is said of a webhook that the organization doesn't have. */
export function noSuchWebhook(): HeliographError {
  return new HeliographError(
    'not_found',
    'There is no such webhook. GET /api/v1/webhooks lists those you have.',
  );
}
