import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { getExport, noSuchExport } from './list.ts';

/**
 * Cancels an export that waits or runs; one whose file is there counts as expired from now on, and the worker takes the file
 * away. One that has ended otherwise is left as it is. Throws `forbidden` or `not_found`.
 */
export async function removeExport({ db, actor }: ServiceContext, { id }: { id: string }): Promise<void> {
  requireScope(actor, 'requests:export');
  await db.$transaction(async (tx) => {
    const where = { id, organizationId: actor.organizationId };
    const now = new Date();
    const cancelled = await tx.export.updateMany({
      where: { ...where, status: { in: ['queued', 'running'] } },
      data: { status: 'cancelled', finishedAt: now },
    });
    const deleted = await tx.export.updateMany({
      where: { ...where, status: 'done' },
      data: { status: 'expired', expiresAt: now },
    });
    if (cancelled.count + deleted.count === 0) {
      if ((await tx.export.count({ where })) > 0) return;
      throw noSuchExport();
    }
    const action = cancelled.count > 0 ? 'export.cancelled' : 'export.deleted';
    await recordAudit(tx, actor, { action, targetType: 'export', targetId: id });
  });
}

/** Notes that somebody fetches the file of an export. Throws `forbidden` or `not_found`. */
export async function recordDownload({ db, actor }: ServiceContext, { id }: { id: string }): Promise<void> {
  await getExport({ db, actor }, { id });
  await db.$transaction((tx) =>
    recordAudit(tx, actor, { action: 'export.downloaded', targetType: 'export', targetId: id }),
  );
}
