import type { RateLimit } from '@heliograph/contracts/rate-limits';
import type { DbClient } from '@heliograph/db/client';
import { monthOf, readKeyLimits } from './listed-key.ts';

export interface ResolvedApiKey {
  apiKeyId: string;
  organizationId: string;
  status: 'active' | 'revoked';
  lastUsedAt: Date | null;
  /** From then on it counts no more. */
  expiresAt: Date | null;
  limits: RateLimit[];
  budget: ResolvedBudget | null;
}

export interface ResolvedBudget {
  /** Decimal USD a calendar month (UTC). */
  monthlyUsd: string;
  /** What the log says of the days of this month; days without an entry cost nothing. */
  spends: { day: string; usd: string; countedAt: Date }[];
}

/** Whose key has this hash (see `hashApiKey`); null where there is none. The caller is not yet known, so nothing is checked. */
export async function resolveApiKey(db: DbClient, hash: string): Promise<ResolvedApiKey | null> {
  const row = await db.apiKey.findUnique({
    where: { hash },
    select: {
      id: true,
      organizationId: true,
      revokedAt: true,
      lastUsedAt: true,
      expiresAt: true,
      limits: true,
      monthlyBudget: true,
      spends: {
        where: { day: { gte: monthOf(new Date()) } },
        select: { day: true, cost: true, countedAt: true },
      },
    },
  });
  if (row === null) return null;
  const { monthlyBudget, spends } = row;
  return {
    apiKeyId: row.id,
    organizationId: row.organizationId,
    status: row.revokedAt === null ? 'active' : 'revoked',
    lastUsedAt: row.lastUsedAt,
    expiresAt: row.expiresAt,
    limits: readKeyLimits(row.limits),
    budget:
      monthlyBudget === null
        ? null
        : {
            monthlyUsd: monthlyBudget.toFixed(),
            spends: spends.map(({ day, cost, countedAt }) => ({
              day: day.toISOString().slice(0, 10),
              usd: cost.toFixed(),
              countedAt,
            })),
          },
  };
}
