import type { ApiKey } from '@heliograph/contracts/api-schemas';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { listedKeyColumns, toListedKey } from './listed-key.ts';

/** The keys of the actor's organization that are in force, newest first. Throws `forbidden`. */
export async function listApiKeys({ db, actor }: ServiceContext): Promise<ApiKey[]> {
  requireScope(actor, 'api_keys:read');
  const now = new Date();
  const rows = await db.apiKey.findMany({
    where: { organizationId: actor.organizationId, revokedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: listedKeyColumns(now),
  });
  return rows.map((row) => toListedKey(row, now));
}
