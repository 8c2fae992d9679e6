import { v7 as uuidv7 } from 'uuid';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { NewReport, Report } from '@heliograph/contracts/reports';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { beginsAfter, checkReportChannel, toListedReport, withNames } from './listed-report.ts';

const MAX_REPORTS = 20;

/** Adds a report. Throws `forbidden`, `invalid_request` for a channel of another kind, `conflict` for too many. */
export async function createReport({ db, actor }: ServiceContext, input: NewReport): Promise<Report> {
  requireScope(actor, 'channels:write');
  const { organizationId } = actor;
  return db.$transaction(async (tx) => {
    await checkReportChannel(tx, { id: input.channelId, organizationId });
    if ((await tx.report.count({ where: { organizationId } })) >= MAX_REPORTS) {
      throw new HeliographError(
        'conflict',
        `The organization has ${MAX_REPORTS} reports, which is the most there can be. Delete one first.`,
      );
    }
    const row = await tx.report.create({
      data: {
        ...{ id: uuidv7(), organizationId, ...input, sentTo: beginsAfter(input) },
        createdBy: actor.type === 'user' ? actor.userId : null,
      },
      include: withNames,
    });
    await recordAudit(tx, actor, {
      action: 'report.created',
      targetType: 'report',
      targetId: row.id,
      details: { period: row.period, timezone: row.timezone, channel: row.channelId },
    });
    return toListedReport(row);
  });
}
