import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';

export interface ListedApiKey {
  id: string;
  name: string;
  last4: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  /** Name of the person who made it; null where a key made it or the person is gone. */
  createdBy: string | null;
}

/** The keys of the actor's organization that are in force, newest first. Throws `forbidden`. */
export async function listApiKeys({ db, actor }: ServiceContext): Promise<ListedApiKey[]> {
  requireScope(actor, 'api_keys:read');
  const rows = await db.apiKey.findMany({
    where: { organizationId: actor.organizationId, revokedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: {
      id: true,
      name: true,
      last4: true,
      createdAt: true,
      lastUsedAt: true,
      creator: { select: { name: true } },
    },
  });
  return rows.map(({ creator, ...row }) => ({ ...row, createdBy: creator?.name ?? null }));
}
