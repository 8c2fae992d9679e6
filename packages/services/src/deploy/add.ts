import { v7 as uuidv7 } from 'uuid';
import type { Deploy, NewDeploy } from '@heliograph/contracts/deploys';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { toListedDeploy } from './listed-deploy.ts';

/** Deploys of an organization that are kept: a pipeline that runs for every commit makes many. */
const MOST_DEPLOYS = 1_000;

/** Notes that a version went out, and forgets the oldest beyond what is kept. Throws `forbidden`. */
export async function addDeploy(
  { db, actor }: ServiceContext,
  { version, deployedAt }: NewDeploy,
): Promise<Deploy> {
  requireScope(actor, 'requests:write');
  const { organizationId } = actor;
  const row = await db.deploy.create({
    data: {
      id: uuidv7(),
      organizationId,
      version,
      deployedAt: deployedAt === undefined ? new Date() : new Date(deployedAt),
    },
  });
  const beyond = await db.deploy.findMany({
    where: { organizationId },
    orderBy: [{ deployedAt: 'desc' }, { id: 'desc' }],
    skip: MOST_DEPLOYS,
    select: { id: true },
  });
  if (beyond.length > 0) {
    await db.deploy.deleteMany({ where: { organizationId, id: { in: beyond.map(({ id }) => id) } } });
  }
  return toListedDeploy(row);
}
