import type { ReportNotification } from '@heliograph/contracts/notification';
import { lastPeriod, reportSchema } from '@heliograph/contracts/reports';
import type { DbClient } from '@heliograph/db/client';
import { enqueueNotification } from '../notification/enqueue.ts';

/** A period that a report is due for, ms. */
export interface DueReport {
  organizationId: string;
  organizationName: string;
  period: 'day' | 'week';
  timezone: string;
  before: number;
  from: number;
  to: number;
}

/**
 * Puts the reports that are due into the outbox, each period once for a report by whomever. Of periods that nobody told of in
 * time only the last one is. `build` reads the figures. Gives how many there were. For the worker.
 */
export async function sendDueReports(
  db: DbClient,
  now: Date,
  build: (due: DueReport) => Promise<ReportNotification>,
): Promise<number> {
  const rows = await db.report.findMany({
    where: { enabled: true, sentTo: { lt: now } },
    include: { organization: { select: { name: true } } },
  });
  let sent = 0;
  for (const { id, organizationId, channelId, timezone, hour, sentTo, ...row } of rows) {
    const period = reportSchema.shape.period.parse(row.period);
    const { before, from, to } = lastPeriod({ period, timezone }, now.getTime());
    if (to <= sentTo.getTime() || now.getTime() < to + hour * 3_600_000) continue;
    const due = {
      organizationId,
      organizationName: row.organization.name,
      period,
      timezone,
      before,
      from,
      to,
    };
    const notification = await build(due);
    sent += await db.$transaction(async (tx) => {
      const { count } = await tx.report.updateMany({ where: { id, sentTo }, data: { sentTo: new Date(to) } });
      if (count === 0) return 0;
      const idempotencyKey = `report:${id}:${new Date(to).toISOString()}`;
      await enqueueNotification(tx, { organizationId, channelId, idempotencyKey, notification });
      return 1;
    });
  }
  return sent;
}
