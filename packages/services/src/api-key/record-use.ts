import type { DbClient } from '@heliograph/db/client';

/** How exact `lastUsedAt` is, in milliseconds: a key in steady use costs one write a minute. */
const PRECISION_MS = 60_000;

/** Notes that a key was used at `usedAt`, at most once a minute; never sets it back. `lastUsedAt` is what is known so far. */
export async function recordApiKeyUse(
  db: DbClient,
  input: { apiKeyId: string; usedAt: Date; lastUsedAt: Date | null },
): Promise<void> {
  const before = new Date(input.usedAt.getTime() - PRECISION_MS);
  if (input.lastUsedAt !== null && input.lastUsedAt > before) return;
  await db.apiKey.updateMany({
    where: { id: input.apiKeyId, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: before } }] },
    data: { lastUsedAt: input.usedAt },
  });
}
