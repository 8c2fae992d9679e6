import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DbClient } from '@heliograph/db/client';
import { createOwner, createUser, openTestDatabase } from '../testing/database.ts';
import { ensureOrganizationForUser } from './ensure-for-user.ts';

let db: DbClient;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ db, close } = await openTestDatabase());
});
afterAll(() => close());

const ensure = (user: { id: string; name: string }) =>
  db.$transaction((tx) => ensureOrganizationForUser(tx, user));

describe('ensureOrganizationForUser', () => {
  it('makes an organization of which the person is owner', async () => {
    const user = await createUser(db, 'Grace Hopper');
    const { organizationId } = await ensure(user);

    const organization = await db.organization.findUniqueOrThrow({
      where: { id: organizationId },
      include: { members: true, auditEvents: true },
    });
    expect(organization.name).toBe("Grace Hopper's organization");
    expect(organization.slug).toMatch(/^grace-hopper-/);
    expect(organization.members).toMatchObject([{ userId: user.id, role: 'owner' }]);
    expect(organization.auditEvents).toMatchObject([{ action: 'organization.created', actorId: user.id }]);
  });

  it('makes one where several sign-ins come at once', async () => {
    const user = await createUser(db);
    const answers = await Promise.all([1, 2, 3, 4].map(() => ensure(user)));
    expect(new Set(answers.map((answer) => answer.organizationId)).size).toBe(1);
    expect(await db.member.count({ where: { userId: user.id } })).toBe(1);
  });

  it('leaves a person who belongs to one where they are', async () => {
    const owner = await createOwner(db);
    expect(await ensure({ id: owner.userId, name: 'Ada' })).toEqual({ organizationId: owner.organizationId });
  });
});
