import type { DbClient } from '@heliograph/db/client';

export interface RateLimitRule {
  /** Calls allowed in one window. */
  max: number;
  windowSeconds: number;
}

export interface RateLimitDecision {
  allowed: boolean;
  /** Whole seconds until the window ends; at least 1. */
  retryAfterSeconds: number;
}

/**
 * Counts one call against `key` and says whether it is within the rule. One atomic statement on the database's clock,
 * so it holds across processes and for calls at the same moment. A window starts with its first call and isn't extended.
 */
export async function consumeRateLimit(
  db: DbClient,
  key: string,
  { max, windowSeconds }: RateLimitRule,
): Promise<RateLimitDecision> {
  const rows = await db.$queryRaw<{ count: number; seconds_left: number }[]>`
    INSERT INTO "rate_limits" AS l ("key", "count", "reset_at")
    VALUES (${key}, 1, now() + make_interval(secs => ${windowSeconds}::float8))
    ON CONFLICT ("key") DO UPDATE SET
      "count" = CASE WHEN l."reset_at" <= now() THEN 1 ELSE l."count" + 1 END,
      "reset_at" = CASE WHEN l."reset_at" <= now() THEN EXCLUDED."reset_at" ELSE l."reset_at" END
    RETURNING "count", extract(epoch FROM "reset_at" - now())::float8 AS "seconds_left"`;
  const row = rows[0];
  if (row === undefined) throw new Error('rate_limits returned no row for an upsert');
  // Whoever opens a window sweeps up those that ended.
  if (row.count === 1)
    await db.rateLimit.deleteMany({ where: { resetAt: { lt: new Date(Date.now() - 3_600_000) } } });
  return { allowed: row.count <= max, retryAfterSeconds: Math.max(1, Math.ceil(row.seconds_left)) };
}
