import type { DeliveryTry } from '@heliograph/contracts/channels';
import type { DbClient } from '@heliograph/db/client';

/** What became of a delivery that was claimed. */
export interface Settlement {
  id: string;
  leaseToken: string;
  status: 'delivered' | 'failed' | 'dead';
  /** Oldest first. */
  tries: readonly DeliveryTry[];
  /** What was sent, without secrets. */
  sent: unknown;
  /** Of one that failed. */
  retryInMs: number;
}

/** Of the tries that are kept: those of a delivery that was sent again and again. */
const KEPT_TRIES = 40;

/** Notes it. False where the lease had ended and the delivery is another worker's by now. */
export async function settleDelivery(db: DbClient, settlement: Settlement): Promise<boolean> {
  const { id, leaseToken, status, tries, sent, retryInMs } = settlement;
  const updated = await db.$executeRaw`
    UPDATE "deliveries"
    SET "status" = ${status},
      "tries" = (
        SELECT coalesce(jsonb_agg(t."try" ORDER BY t."at"), '[]'::jsonb)
        FROM (
          SELECT "try", "at"
          FROM jsonb_array_elements("tries" || ${JSON.stringify(tries)}::jsonb) WITH ORDINALITY AS e("try", "at")
          ORDER BY "at" DESC LIMIT ${KEPT_TRIES}
        ) AS t
      ),
      "sent" = coalesce(${sent === null || sent === undefined ? null : JSON.stringify(sent)}::jsonb, "sent"),
      "lease_token" = NULL, "lease_until" = NULL,
      "next_attempt_at" = now() + make_interval(secs => ${retryInMs / 1000}::float8),
      "finished_at" = CASE WHEN ${status} = 'failed' THEN NULL ELSE now() END
    WHERE "id" = ${id}::uuid AND "lease_token" = ${leaseToken}::uuid`;
  return updated > 0;
}

/** Days for which deliveries are kept: longer than a month, for which budgets are told of once. */
const KEPT_DAYS = 90;
/** Of requests there are many: hours for which those that were delivered are kept, days the others. No sweep looks as far back. */
const REQUESTS_KEPT_HOURS = 3;
const DEAD_REQUESTS_KEPT_DAYS = 7;

/** Deletes old deliveries; gives how many there were. */
export async function forgetDeliveries(db: DbClient): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "deliveries"
    WHERE "created_at" < now() - make_interval(days => ${KEPT_DAYS}::int)
      OR ("kind" = 'request' AND "status" = 'delivered'
        AND "created_at" < now() - make_interval(hours => ${REQUESTS_KEPT_HOURS}::int))
      OR ("kind" = 'request' AND "created_at" < now() - make_interval(days => ${DEAD_REQUESTS_KEPT_DAYS}::int))`;
}

/** How many wait, and for how long the oldest of them is due, in seconds. */
export async function countWaiting(db: DbClient): Promise<{ waiting: number; oldestSeconds: number }> {
  const [row] = await db.$queryRaw<{ waiting: number; oldest: number }[]>`
    SELECT count(*)::int AS "waiting",
      coalesce(extract(epoch FROM now() - min("next_attempt_at")), 0)::float8 AS "oldest"
    FROM "deliveries" WHERE "status" IN ('pending', 'failed', 'sending')`;
  return { waiting: row?.waiting ?? 0, oldestSeconds: Math.max(0, row?.oldest ?? 0) };
}
