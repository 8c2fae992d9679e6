import { type Prices, pricesSchema } from '@heliograph/contracts/prices';
import type { DbClient } from '@heliograph/db/client';

/** A price as pricing takes it. */
export interface BookPrice {
  id: string;
  provider: string | null;
  model: string;
  prices: Prices;
  /** Milliseconds since the epoch; null where open. */
  effectiveFrom: number | null;
  effectiveTo: number | null;
}

/** The version of each organization's price book; organizations that are gone are not among them. */
export async function readPriceBookVersions(
  db: DbClient,
  organizationIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db.organization.findMany({
    where: { id: { in: [...organizationIds] } },
    select: { id: true, priceBookVersion: true },
  });
  return new Map(rows.map(({ id, priceBookVersion }) => [id, priceBookVersion]));
}

/** The prices in force of an organization. For the worker: nobody's permission is asked. */
export async function readPriceBook(db: DbClient, organizationId: string): Promise<BookPrice[]> {
  const rows = await db.price.findMany({ where: { organizationId, removedAt: null } });
  return rows.map(({ id, provider, model, prices, effectiveFrom, effectiveTo }) => ({
    id,
    provider,
    model,
    prices: pricesSchema.parse(prices),
    effectiveFrom: effectiveFrom?.getTime() ?? null,
    effectiveTo: effectiveTo?.getTime() ?? null,
  }));
}
