import type { SavedQuery } from '@heliograph/contracts/sql';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { seenBy, toListedQuery } from './listed-query.ts';

/** The kept statements that the actor sees, by name. Throws `forbidden`. */
export async function listSavedQueries({ db, actor }: ServiceContext): Promise<SavedQuery[]> {
  requireScope(actor, 'requests:read');
  const rows = await db.savedQuery.findMany({ ...seenBy(actor), orderBy: [{ name: 'asc' }, { id: 'asc' }] });
  return rows.map((row) => toListedQuery(actor, row));
}
