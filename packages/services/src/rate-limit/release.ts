import type { DbClient } from '@heliograph/db/client';

/** Takes one call back that turned out not to count. */
export async function releaseRateLimit(db: DbClient, key: string): Promise<void> {
  await db.rateLimit.updateMany({ where: { key, count: { gt: 0 } }, data: { count: { decrement: 1 } } });
}
