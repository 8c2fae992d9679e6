import { type AlertRule, alertRuleSchema, type NewAlertRule } from '@heliograph/contracts/alerts';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Prisma } from '@heliograph/db/client';

export const withCreator = { creator: { select: { name: true } } } as const;

type Row = Prisma.AlertRuleGetPayload<{ include: typeof withCreator }>;

/** A rule as it is shown. Throws where the row isn't what the schema promises. */
export function toAlertRule(row: Omit<Row, 'creator'> & { creator?: Row['creator'] }): AlertRule {
  const { id, name, enabled, definition, snoozedUntil, createdAt, updatedAt, creator } = row;
  return alertRuleSchema.parse({
    ...(definition as object),
    id,
    name,
    enabled,
    snoozedUntil: snoozedUntil?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    createdBy: creator?.name ?? null,
  });
}

/** A rule's fields as the table has them. */
export function toColumns({ name, enabled, ...definition }: NewAlertRule) {
  return { name, enabled, definition: structuredClone(definition) as Prisma.InputJsonObject };
}

/** What is said of a rule that the organization doesn't have. */
export function noSuchAlert(): HeliographError {
  return new HeliographError(
    'not_found',
    'There is no such alert rule. GET /api/v1/alerts lists those you have.',
  );
}
