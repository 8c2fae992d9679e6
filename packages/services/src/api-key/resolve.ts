import type { DbClient } from '@heliograph/db/client';

export interface ResolvedApiKey {
  apiKeyId: string;
  organizationId: string;
  status: 'active' | 'revoked';
  lastUsedAt: Date | null;
}

/** Whose key has this hash (see `hashApiKey`); null where there is none. The caller is not yet known, so nothing is checked. */
export async function resolveApiKey(db: DbClient, hash: string): Promise<ResolvedApiKey | null> {
  const row = await db.apiKey.findUnique({
    where: { hash },
    select: { id: true, organizationId: true, revokedAt: true, lastUsedAt: true },
  });
  if (row === null) return null;
  return {
    apiKeyId: row.id,
    organizationId: row.organizationId,
    status: row.revokedAt === null ? 'active' : 'revoked',
    lastUsedAt: row.lastUsedAt,
  };
}
