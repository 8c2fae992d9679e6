import { HeliographError } from '@heliograph/contracts/error-codes';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';

/** Forgets a deploy. Throws `forbidden` or `not_found`. */
export async function removeDeploy({ db, actor }: ServiceContext, { id }: { id: string }): Promise<void> {
  requireScope(actor, 'requests:write');
  const { count } = await db.deploy.deleteMany({ where: { id, organizationId: actor.organizationId } });
  if (count === 0) {
    throw new HeliographError('not_found', 'There is no such deploy. GET /api/v1/deploys lists the latest.');
  }
}
