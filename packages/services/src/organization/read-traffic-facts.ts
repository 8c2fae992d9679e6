import type { RateLimitRule } from '@heliograph/contracts/rate-limits';
import type { DbClient } from '@heliograph/db/client';
import { type BookPrice, readPriceBook } from '../price/read-price-books.ts';
import { toListedRule, withCreator } from '../rate-limit-rule/listed-rule.ts';

/** What the proxy has to know of an organization to let its requests pass. */
export interface TrafficFacts {
  /** Those in force. */
  rules: RateLimitRule[];
  /** Null: as the installation has it. */
  headerPolicy: 'strict' | 'lenient' | null;
  prices: BookPrice[];
}

/** For the proxy: nobody's permission is asked. */
export async function readTrafficFacts(db: DbClient, organizationId: string): Promise<TrafficFacts> {
  const organization = await db.organization.findUnique({
    where: { id: organizationId },
    select: {
      headerPolicy: true,
      priceBookVersion: true,
      rateLimitRules: { where: { enabled: true }, include: withCreator, orderBy: { id: 'asc' } },
    },
  });
  if (organization === null) return { rules: [], headerPolicy: null, prices: [] };
  const { headerPolicy, priceBookVersion, rateLimitRules } = organization;
  return {
    rules: rateLimitRules.map(toListedRule),
    headerPolicy: headerPolicy === 'strict' || headerPolicy === 'lenient' ? headerPolicy : null,
    prices: priceBookVersion === 0 ? [] : await readPriceBook(db, organizationId),
  };
}
