import { z } from 'zod';
import type { ApiKey, KeyBudget } from '@heliograph/contracts/api-schemas';
import { rateLimitSchema } from '@heliograph/contracts/rate-limits';
import type { Prisma } from '@heliograph/db/client';

/** What a list reads of keys; spends of the month of `now` alone. */
export const listedKeyColumns = (now: Date) =>
  ({
    id: true,
    name: true,
    last4: true,
    createdAt: true,
    lastUsedAt: true,
    expiresAt: true,
    limits: true,
    monthlyBudget: true,
    creator: { select: { name: true } },
    spends: { where: { day: { gte: monthOf(now) } }, select: { day: true, cost: true, countedAt: true } },
  }) as const;

type FoundKey = Prisma.ApiKeyGetPayload<{ select: ReturnType<typeof listedKeyColumns> }>;

const limitsSchema = z.array(rateLimitSchema);

/** From this share of a budget on it is worth a warning. */
const WARNING_PERCENT = 80;

/** A key as it is shown. */
export function toListedKey(row: FoundKey, now: Date): ApiKey {
  return {
    id: row.id,
    name: row.name,
    last4: row.last4,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    createdBy: row.creator?.name ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    limits: readKeyLimits(row.limits),
    budget: budgetOf(row, now),
  };
}

/** A key's own limits, as they are stored. Throws where they aren't what the schema promises. */
export function readKeyLimits(stored: unknown) {
  return limitsSchema.parse(stored);
}

function budgetOf({ monthlyBudget, spends }: FoundKey, now: Date): KeyBudget | null {
  if (monthlyBudget === null) return null;
  const spent = spends.reduce((sum, { cost }) => sum.plus(cost), monthlyBudget.minus(monthlyBudget));
  const usedPercent = spent.dividedBy(monthlyBudget).times(100).toDecimalPlaces(1).toNumber();
  const counted = spends.map(({ countedAt }) => countedAt.getTime());
  return {
    monthlyUsd: monthlyBudget.toFixed(),
    spentUsd: spent.toFixed(),
    usedPercent,
    state: usedPercent >= 100 ? 'exceeded' : usedPercent >= WARNING_PERCENT ? 'warning' : 'ok',
    month: now.toISOString().slice(0, 7),
    countedAt: counted.length === 0 ? null : new Date(Math.max(...counted)).toISOString(),
  };
}

/** The first day of a month, UTC. */
export function monthOf(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth()));
}
