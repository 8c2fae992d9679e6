import type { Deploy } from '@heliograph/contracts/deploys';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { toListedDeploy } from './listed-deploy.ts';

/** As many as anybody looks back to. */
const LISTED = 50;

/** The latest deploys of the actor's organization, newest first. Throws `forbidden`. */
export async function listDeploys({ db, actor }: ServiceContext): Promise<Deploy[]> {
  requireScope(actor, 'requests:read');
  const rows = await db.deploy.findMany({
    where: { organizationId: actor.organizationId },
    orderBy: [{ deployedAt: 'desc' }, { id: 'desc' }],
    take: LISTED,
  });
  return rows.map(toListedDeploy);
}
