import type { DbClient } from '@heliograph/db/client';

/** A key that has a budget, and so a sum of what it cost. */
export interface BudgetedKey {
  apiKeyId: string;
  organizationId: string;
}

export interface KeySpend {
  apiKeyId: string;
  /** UTC day, `2026-11-21`. */
  day: string;
  /** Decimal USD. */
  usd: string;
}

/** Keys with a budget that are in force. For the worker: nobody's permission is asked. */
export async function listBudgetedKeys(db: DbClient): Promise<BudgetedKey[]> {
  const rows = await db.apiKey.findMany({
    where: { monthlyBudget: { not: null }, revokedAt: null },
    select: { id: true, organizationId: true },
  });
  return rows.map(({ id, organizationId }) => ({ apiKeyId: id, organizationId }));
}

/** Keeps what the log said, at `countedAt`, keys cost on days; a later word of the log is never overwritten by an earlier one. */
export async function recordSpends(
  db: DbClient,
  spends: readonly KeySpend[],
  countedAt: Date,
): Promise<void> {
  if (spends.length === 0) return;
  await db.$executeRaw`
    INSERT INTO "api_key_spends" AS s ("api_key_id", "day", "cost", "counted_at")
    SELECT t."id"::uuid, t."day"::date, t."cost"::numeric, ${countedAt}
    FROM unnest(
      ${spends.map(({ apiKeyId }) => apiKeyId)}::text[],
      ${spends.map(({ day }) => day)}::text[],
      ${spends.map(({ usd }) => usd)}::text[]
    ) AS t("id", "day", "cost")
    JOIN "api_keys" k ON k."id" = t."id"::uuid
    ON CONFLICT ("api_key_id", "day") DO UPDATE SET "cost" = EXCLUDED."cost", "counted_at" = EXCLUDED."counted_at"
    WHERE s."counted_at" < EXCLUDED."counted_at"`;
}
