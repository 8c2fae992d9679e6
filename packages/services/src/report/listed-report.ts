import { HeliographError } from '@heliograph/contracts/error-codes';
import {
  lastPeriod,
  nextReportAt,
  type Report,
  reportChannelKinds,
  reportSchema,
} from '@heliograph/contracts/reports';
import type { DbTransaction, Prisma } from '@heliograph/db/client';

export const withNames = {
  creator: { select: { name: true } },
  channel: { select: { name: true } },
} as const satisfies Prisma.ReportInclude;

type Row = Prisma.ReportGetPayload<{ include: typeof withNames }>;

/** A report as it is shown. Throws where the row isn't what it should be. */
export function toListedReport({ creator, channel, period, ...row }: Row): Report {
  const { sentTo, timezone, hour } = row;
  const kind = reportSchema.shape.period.parse(period);
  return reportSchema.parse({
    ...row,
    period: kind,
    channelName: channel.name,
    nextAt: new Date(nextReportAt({ period: kind, timezone, hour }, sentTo.getTime())).toISOString(),
    createdAt: row.createdAt.toISOString(),
    createdBy: creator?.name ?? null,
  });
}

/** Where the period ended that is not told of any more: the one under way is the first. */
export function beginsAfter(report: Pick<Report, 'period' | 'timezone'>): Date {
  return new Date(lastPeriod(report, Date.now()).to);
}

/** Throws `invalid_request` unless the organization has such a channel of a kind that takes reports. */
export async function checkReportChannel(
  tx: DbTransaction,
  { id, organizationId }: { id: string; organizationId: string },
): Promise<void> {
  const where = { id, organizationId, kind: { in: [...reportChannelKinds] } };
  if ((await tx.notificationChannel.count({ where })) > 0) return;
  throw new HeliographError(
    'invalid_request',
    'channelId names no channel of the kind email or slack. GET /api/v1/channels lists those you have.',
  );
}

/** What is said of a report that the organization doesn't have. */
export function noSuchReport(): HeliographError {
  return new HeliographError(
    'not_found',
    'There is no such report. GET /api/v1/reports lists those you have.',
  );
}
