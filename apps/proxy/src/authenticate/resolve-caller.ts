import type { DbClient } from '@heliograph/db/client';
import { createPriceBook } from '@heliograph/pricing/custom-prices';
import { type ResolvedBudget, resolveApiKey } from '@heliograph/services/api-key/resolve';
import { readTrafficFacts } from '@heliograph/services/organization/read-traffic-facts';
import { countedBudget, type KeyBudget } from '../limits/budget.ts';
import type { OrganizationFacts } from './authenticate.ts';
import type { KeyFacts } from './key-directory.ts';
import type { OrganizationDirectory } from './organization-directory.ts';

/** What the database knows of the key with this hash; rejects where it can't be asked. */
export async function resolveCaller(
  db: DbClient,
  organizations: OrganizationDirectory,
  hash: string,
): Promise<KeyFacts> {
  const found = await resolveApiKey(db, hash);
  if (found === null) return { status: 'unknown' };
  if (found.status === 'revoked') return { status: 'revoked' };
  const { apiKeyId, organizationId, limits, expiresAt, budget } = found;
  return {
    status: 'active',
    apiKeyId,
    organizationId,
    expiresAt: expiresAt?.getTime() ?? Infinity,
    limits,
    budget: budget === null ? null : toKeyBudget(budget),
    organization: await organizations.load(organizationId),
  };
}

/** What the database knows of an organization. */
export async function readOrganization(db: DbClient, organizationId: string): Promise<OrganizationFacts> {
  const { rules, headerPolicy, prices } = await readTrafficFacts(db, organizationId);
  return { rules, headerPolicy, priceBook: createPriceBook(prices) };
}

function toKeyBudget({ monthlyUsd, spends }: ResolvedBudget): KeyBudget {
  return countedBudget(
    monthlyUsd,
    spends.map(({ day, usd, countedAt }) => ({ day, usd, countedAt: countedAt.getTime() })),
  );
}
