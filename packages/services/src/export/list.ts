import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Export } from '@heliograph/contracts/exports';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { listed, withCreator } from './listed-export.ts';

/** The latest exports of the actor's organization, newest first. Throws `forbidden`. */
export async function listExports({ db, actor }: ServiceContext): Promise<Export[]> {
  requireScope(actor, 'requests:export');
  const rows = await db.export.findMany({
    where: { organizationId: actor.organizationId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 20,
    include: withCreator,
  });
  return rows.map(listed);
}

/** One export. Throws `forbidden`, or `not_found` where the actor's organization has no such export. */
export async function getExport({ db, actor }: ServiceContext, { id }: { id: string }): Promise<Export> {
  requireScope(actor, 'requests:export');
  const row = await db.export.findFirst({
    where: { id, organizationId: actor.organizationId },
    include: withCreator,
  });
  if (row === null) throw noSuchExport();
  return listed(row);
}

export function noSuchExport(): HeliographError {
  return new HeliographError('not_found', 'There is no such export. GET /api/v1/exports lists them.');
}
