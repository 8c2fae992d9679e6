import { v7 as uuidv7 } from 'uuid';
import { createDbClient, type DbClient } from '@heliograph/db/client';
import { migratedPostgres } from '@heliograph/db/testing/migrated-postgres';
import type { ServiceContext } from '../context.ts';

/** A migrated database of its own. */
export async function openTestDatabase(): Promise<{ db: DbClient; url: string; close: () => Promise<void> }> {
  const { url, drop } = await migratedPostgres();
  const db = createDbClient(url);
  return {
    db,
    url,
    close: async () => {
      await db.$disconnect();
      await drop();
    },
  };
}

/** A person without an organization. */
export async function createUser(db: DbClient, name = 'Ada Lovelace'): Promise<{ id: string; name: string }> {
  const id = uuidv7();
  return db.user.create({ data: { id, name, email: `${id}@example.com` }, select: { id: true, name: true } });
}

/** A new organization with one person, and the context in which that person acts. */
export async function createOwner(
  db: DbClient,
): Promise<ServiceContext & { organizationId: string; userId: string }> {
  const { id: userId } = await createUser(db);
  const organizationId = uuidv7();
  await db.organization.create({ data: { id: organizationId, name: 'Acme', slug: organizationId } });
  await db.member.create({ data: { id: uuidv7(), organizationId, userId, role: 'owner' } });
  return { db, organizationId, userId, actor: { type: 'user', organizationId, userId, role: 'owner' } };
}
