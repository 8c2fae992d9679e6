import { HeliographError } from '@heliograph/contracts/error-codes';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { noSuchView, seenBy } from './listed-view.ts';

/** Says with which view the person begins; null for none. Throws `forbidden` for keys, `not_found`. */
export async function setDefaultView(
  { db, actor }: ServiceContext,
  { id }: { id: string | null },
): Promise<void> {
  requireScope(actor, 'requests:read');
  if (actor.type === 'api_key') {
    throw new HeliographError('forbidden', 'An API key stands for no person: it begins with no view.');
  }
  const person = { organizationId: actor.organizationId, userId: actor.userId };
  if (id === null) {
    await db.defaultView.deleteMany({ where: person });
    return;
  }
  const { where } = seenBy(actor);
  if ((await db.savedView.count({ where: { ...where, id } })) === 0) throw noSuchView();
  await db.defaultView.upsert({
    where: { organizationId_userId: person },
    create: { ...person, viewId: id },
    update: { viewId: id },
  });
}
