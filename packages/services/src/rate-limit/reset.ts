import type { DbClient } from '@heliograph/db/client';

/** Forgets everything counted against `key`. */
export async function resetRateLimit(db: DbClient, key: string): Promise<void> {
  await db.rateLimit.deleteMany({ where: { key } });
}
