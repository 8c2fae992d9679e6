import { type RateLimitRule, rateLimitRuleSchema } from '@heliograph/contracts/rate-limits';
import type { Prisma } from '@heliograph/db/client';

export const withCreator = { creator: { select: { name: true } } } as const;

type Row = Prisma.RateLimitRuleGetPayload<{ include: typeof withCreator }>;

/** A rule as it is shown. Throws where the row isn't what the schema promises. */
export function toListedRule({ creator, quota, createdAt, updatedAt, ...row }: Row): RateLimitRule {
  return rateLimitRuleSchema.parse({
    ...row,
    quota: quota.toNumber(),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    createdBy: creator?.name ?? null,
  });
}
