import { v7 as uuidv7 } from 'uuid';
import type { DbTransaction } from '@heliograph/db/client';
import { recordAudit } from '../audit/record.ts';
import { makeSlug } from './make-slug.ts';

/**
 * The organization a person works in: the first they belong to, else one of their own, made now with them as owner.
 * Called at every sign-in, so that a missing one is mended; two calls at once make one organization.
 */
export async function ensureOrganizationForUser(
  tx: DbTransaction,
  user: { id: string; name: string },
): Promise<{ organizationId: string }> {
  await tx.$queryRaw`SELECT 1 FROM "users" WHERE "id" = ${user.id}::uuid FOR UPDATE`;
  const membership = await tx.member.findFirst({
    where: { userId: user.id },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { organizationId: true },
  });
  if (membership !== null) return membership;

  const name = `${user.name}'s organization`;
  const organization = { id: uuidv7(), name, slug: makeSlug(user.name) };
  await tx.organization.create({ data: organization });
  await tx.member.create({
    data: { id: uuidv7(), organizationId: organization.id, userId: user.id, role: 'owner' },
  });
  await recordAudit(
    tx,
    { type: 'user', organizationId: organization.id, userId: user.id, role: 'owner' },
    {
      action: 'organization.created',
      targetType: 'organization',
      targetId: organization.id,
      details: { name },
    },
  );
  return { organizationId: organization.id };
}
