import type { SavedView } from '@heliograph/contracts/saved-views';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { seenBy, toListedView } from './listed-view.ts';

/** The views that the actor sees, by name. Throws `forbidden`. */
export async function listSavedViews({ db, actor }: ServiceContext): Promise<SavedView[]> {
  requireScope(actor, 'requests:read');
  const rows = await db.savedView.findMany({ ...seenBy(actor), orderBy: [{ name: 'asc' }, { id: 'asc' }] });
  return rows.map((row) => toListedView(actor, row));
}
