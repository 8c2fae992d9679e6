import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';

/** What holds for all of an organization. */
export interface OrganizationSettings {
  /** Null: the operator's HEADER_POLICY. */
  headerPolicy: 'strict' | 'lenient' | null;
}

/** Throws `forbidden` where the actor may not see them. */
export async function readOrganizationSettings({ db, actor }: ServiceContext): Promise<OrganizationSettings> {
  requireScope(actor, 'requests:read');
  const { headerPolicy } = await db.organization.findUniqueOrThrow({
    where: { id: actor.organizationId },
    select: { headerPolicy: true },
  });
  return { headerPolicy: headerPolicy as OrganizationSettings['headerPolicy'] };
}

/** Changes them; the proxies know it within a second. Throws `forbidden`: it takes an owner, an admin or a key. */
export async function updateOrganizationSettings(
  { db, actor }: ServiceContext,
  { headerPolicy }: OrganizationSettings,
): Promise<OrganizationSettings> {
  requireScope(actor, 'organization:write');
  return db.$transaction(async (tx) => {
    const { organizationId } = actor;
    await tx.organization.update({ where: { id: organizationId }, data: { headerPolicy } });
    await recordAudit(tx, actor, {
      action: 'organization.updated',
      targetType: 'organization',
      targetId: organizationId,
      details: { headerPolicy },
    });
    return { headerPolicy };
  });
}
