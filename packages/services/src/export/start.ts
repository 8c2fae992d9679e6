import { v7 as uuidv7 } from 'uuid';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Export, ExportFormat } from '@heliograph/contracts/exports';
import type { Filter } from '@heliograph/contracts/filter';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { listed, withCreator } from './listed-export.ts';

/** Exports of one organization that may wait or run. */
const MAX_OPEN = 5;

export interface NewExport {
  format: ExportFormat;
  withBodies: boolean;
  filter: Filter | undefined;
  from: Date;
  to: Date;
}

/** Orders an export; a worker takes it up within seconds. Throws `forbidden`, or `conflict` where too many are under way. */
export async function startExport({ db, actor }: ServiceContext, input: NewExport): Promise<Export> {
  requireScope(actor, 'requests:export');
  const { organizationId } = actor;
  const { format, withBodies, filter, from, to } = input;
  return db.$transaction(async (tx) => {
    const open = await tx.export.count({ where: { organizationId, status: { in: ['queued', 'running'] } } });
    if (open >= MAX_OPEN) {
      throw new HeliographError(
        'conflict',
        `${MAX_OPEN} exports are under way, which is the most there can be. Wait for one to end or cancel it.`,
      );
    }
    const row = await tx.export.create({
      data: {
        id: uuidv7(),
        ...{ organizationId, format, withBodies, rangeFrom: from, rangeTo: to },
        ...(filter !== undefined && { filter }),
        createdBy: actor.type === 'user' ? actor.userId : null,
      },
      include: withCreator,
    });
    const shown = listed(row);
    await recordAudit(tx, actor, {
      action: 'export.started',
      targetType: 'export',
      targetId: row.id,
      details: { format, withBodies, filter: shown.filter, from: from.toISOString(), to: to.toISOString() },
    });
    return shown;
  });
}
