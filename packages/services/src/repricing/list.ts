import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { type ListedRepricing, listed, withCreator } from './listed-repricing.ts';

/** The latest recalculations of the actor's organization, newest first. Throws `forbidden`. */
export async function listRepricings({ db, actor }: ServiceContext): Promise<ListedRepricing[]> {
  requireScope(actor, 'prices:read');
  const rows = await db.repricing.findMany({
    where: { organizationId: actor.organizationId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 20,
    include: withCreator,
  });
  return rows.map(listed);
}
