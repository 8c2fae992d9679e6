import { v7 as uuidv7 } from 'uuid';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { RateLimit } from '@heliograph/contracts/rate-limits';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { hashApiKey, last4OfApiKey, makeApiKey } from './key-format.ts';

/** Keys in force an organization may have: enough for one per service, few enough to list on one page. */
const MAX_API_KEYS = 500;

export interface CreatedApiKey {
  id: string;
  /** The key itself. It is returned this once and stored nowhere. */
  key: string;
  name: string;
  last4: string;
  createdAt: Date;
}

/** Makes a key for the actor's organization. Throws `forbidden`, or `conflict` where the organization has too many. */
export async function createApiKey(
  { db, actor }: ServiceContext,
  input: {
    name: string;
    expiresAt?: Date | null;
    limits?: readonly RateLimit[];
    /** Decimal USD a calendar month. */
    monthlyBudgetUsd?: string | null;
  },
): Promise<CreatedApiKey> {
  requireScope(actor, 'api_keys:write');
  const key = makeApiKey();
  const apiKey = {
    id: uuidv7(),
    organizationId: actor.organizationId,
    name: input.name,
    hash: hashApiKey(key),
    last4: last4OfApiKey(key),
    createdBy: actor.type === 'user' ? actor.userId : null,
    createdAt: new Date(),
    expiresAt: input.expiresAt ?? null,
    limits: (input.limits ?? []).map((limit) => ({ ...limit })),
    monthlyBudget: input.monthlyBudgetUsd ?? null,
  };
  await db.$transaction(async (tx) => {
    const inForce = await tx.apiKey.count({
      where: { organizationId: actor.organizationId, revokedAt: null },
    });
    if (inForce >= MAX_API_KEYS) {
      throw new HeliographError(
        'conflict',
        `The organization has ${MAX_API_KEYS} API keys, which is the most there can be. Revoke one first.`,
      );
    }
    await tx.apiKey.create({ data: apiKey });
    await recordAudit(tx, actor, {
      action: 'api_key.created',
      targetType: 'api_key',
      targetId: apiKey.id,
      details: { name: apiKey.name, last4: apiKey.last4 },
    });
  });
  return { id: apiKey.id, key, name: apiKey.name, last4: apiKey.last4, createdAt: apiKey.createdAt };
}
