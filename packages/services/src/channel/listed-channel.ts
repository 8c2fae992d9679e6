import { type Channel, channelSchema, deliveryTrySchema } from '@heliograph/contracts/channels';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Prisma } from '@heliograph/db/client';

export const withDetails = {
  creator: { select: { name: true } },
  deliveries: {
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 1,
    select: { createdAt: true, status: true, tries: true },
  },
} as const satisfies Prisma.NotificationChannelInclude;

type Row = Prisma.NotificationChannelGetPayload<{ include: typeof withDetails }>;

/** A channel as it is shown: nothing of its secrets but how they are recognized. Throws where the row isn't what it should be. */
export function toListedChannel(row: Row): Channel {
  const [last] = row.deliveries;
  return channelSchema.parse({
    ...row,
    settings: { kind: row.kind, ...(row.config as object), ...(row.masked as object) },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    createdBy: row.creator?.name ?? null,
    lastDelivery:
      last === undefined
        ? null
        : { at: last.createdAt.toISOString(), status: last.status, error: lastError(last.tries) },
  });
}

function lastError(tries: unknown): string | null {
  return deliveryTrySchema.array().parse(tries).at(-1)?.error ?? null;
}

/** What is said of a channel that the organization doesn't have. */
export function noSuchChannel(): HeliographError {
  return new HeliographError(
    'not_found',
    'There is no such channel. GET /api/v1/channels lists those you have.',
  );
}
