import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { changeableQuery } from './update.ts';

/** Deletes a kept statement. Throws `not_found` or `forbidden`. */
export async function removeSavedQuery({ db, actor }: ServiceContext, { id }: { id: string }): Promise<void> {
  requireScope(actor, 'requests:read');
  await db.$transaction(async (tx) => {
    const { name, shared } = await changeableQuery(tx, actor, id);
    await tx.savedQuery.delete({ where: { id } });
    await recordAudit(tx, actor, {
      action: 'saved_query.deleted',
      targetType: 'saved_query',
      targetId: id,
      details: { name, shared },
    });
  });
}
