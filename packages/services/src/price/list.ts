import { type Prices, pricesSchema } from '@heliograph/contracts/prices';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';

export interface ListedPrice {
  id: string;
  provider: string | null;
  model: string;
  prices: Prices;
  effectiveFrom: Date | null;
  effectiveTo: Date | null;
  note: string | null;
  createdAt: Date;
  removedAt: Date | null;
  /** Name of the person who set it; null where a key did or the person is gone. */
  createdBy: string | null;
}

/** How many removed prices the history goes back. */
const MAX_REMOVED = 500;

/** The price book of the actor's organization by model; behind it what was removed, latest first. Throws `forbidden`. */
export async function listPrices({ db, actor }: ServiceContext): Promise<ListedPrice[]> {
  requireScope(actor, 'prices:read');
  const { organizationId } = actor;
  const include = { creator: { select: { name: true } } };
  const [inForce, removed] = await Promise.all([
    db.price.findMany({
      where: { organizationId, removedAt: null },
      orderBy: [{ model: 'asc' }, { effectiveFrom: 'desc' }],
      include,
    }),
    db.price.findMany({
      where: { organizationId, removedAt: { not: null } },
      orderBy: { removedAt: 'desc' },
      take: MAX_REMOVED,
      include,
    }),
  ]);
  return [...inForce, ...removed].map(({ creator, prices, ...row }) => ({
    ...row,
    prices: pricesSchema.parse(prices),
    createdBy: creator?.name ?? null,
  }));
}
