import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DbClient } from '@heliograph/db/client';
import type { Actor } from '../context.ts';
import { createOwner, openTestDatabase } from '../testing/database.ts';
import { createApiKey } from './create.ts';
import { hashApiKey } from './key-format.ts';
import { listApiKeys } from './list.ts';
import { recordApiKeyUse } from './record-use.ts';
import { resolveApiKey } from './resolve.ts';
import { revokeApiKey } from './revoke.ts';

let db: DbClient;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ db, close } = await openTestDatabase());
});
afterAll(() => close());

const auditOf = (organizationId: string) =>
  db.auditEvent.findMany({ where: { organizationId }, orderBy: { id: 'asc' } });

describe('createApiKey', () => {
  it('returns the key once and stores only its hash', async () => {
    const owner = await createOwner(db);
    const created = await createApiKey(owner, { name: 'Checkout' });

    const row = await db.apiKey.findUniqueOrThrow({ where: { id: created.id } });
    expect(row).toMatchObject({
      organizationId: owner.organizationId,
      name: 'Checkout',
      hash: hashApiKey(created.key),
      last4: created.key.slice(-4),
      createdBy: owner.userId,
      revokedAt: null,
    });
    expect(JSON.stringify([row, await auditOf(owner.organizationId)])).not.toContain(created.key);
    expect(await auditOf(owner.organizationId)).toMatchObject([
      { action: 'api_key.created', actorType: 'user', actorId: owner.userId, targetId: created.id },
    ]);
  });

  it('lets a key make another, under its own name in the audit trail', async () => {
    const owner = await createOwner(db);
    const first = await createApiKey(owner, { name: 'first' });
    const actor: Actor = { type: 'api_key', organizationId: owner.organizationId, apiKeyId: first.id };
    const second = await createApiKey({ db, actor }, { name: 'second' });

    expect(await listApiKeys({ db, actor })).toMatchObject([
      { name: 'second', createdBy: null },
      { name: 'first', createdBy: 'Ada Lovelace' },
    ]);
    expect((await auditOf(owner.organizationId)).at(-1)).toMatchObject({
      actorType: 'api_key',
      actorId: first.id,
      targetId: second.id,
    });
  });

  it('refuses a role without the permission, and writes nothing', async () => {
    const owner = await createOwner(db);
    const guest: Actor = {
      type: 'user',
      organizationId: owner.organizationId,
      userId: owner.userId,
      role: 'guest',
    };
    await expect(createApiKey({ db, actor: guest }, { name: 'no' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(listApiKeys({ db, actor: guest })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(revokeApiKey({ db, actor: guest }, { id: uuidv7() })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await auditOf(owner.organizationId)).toEqual([]);
  });

  it('stops at the most keys an organization may have', async () => {
    const owner = await createOwner(db);
    const { organizationId } = owner;
    await db.apiKey.createMany({
      data: Array.from({ length: 500 }, () => ({
        id: uuidv7(),
        organizationId,
        name: 'k',
        hash: uuidv7(),
        last4: 'abcd',
      })),
    });
    await expect(createApiKey(owner, { name: 'one too many' })).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('revokeApiKey', () => {
  it('takes the key out of the list and marks it for whoever resolves it', async () => {
    const owner = await createOwner(db);
    const { id, key } = await createApiKey(owner, { name: 'key' });
    expect(await resolveApiKey(db, hashApiKey(key))).toMatchObject({
      apiKeyId: id,
      organizationId: owner.organizationId,
      status: 'active',
    });

    await revokeApiKey(owner, { id });
    await revokeApiKey(owner, { id });

    expect(await resolveApiKey(db, hashApiKey(key))).toMatchObject({ apiKeyId: id, status: 'revoked' });
    expect(await listApiKeys(owner)).toEqual([]);
    const actions = (await auditOf(owner.organizationId)).map((event) => event.action);
    expect(actions).toEqual(['api_key.created', 'api_key.revoked']);
  });

  it('knows nothing of the keys of another organization', async () => {
    const owner = await createOwner(db);
    const stranger = await createOwner(db);
    const { id, key } = await createApiKey(owner, { name: 'key' });

    await expect(revokeApiKey(stranger, { id })).rejects.toMatchObject({ code: 'not_found' });
    expect(await listApiKeys(stranger)).toEqual([]);
    expect(await resolveApiKey(db, hashApiKey(key))).toMatchObject({ status: 'active' });
    expect(await auditOf(stranger.organizationId)).toEqual([]);
  });
});

describe('resolveApiKey', () => {
  it('is null for a hash that belongs to no key', async () => {
    expect(await resolveApiKey(db, hashApiKey('sk-helicone-unknown'))).toBeNull();
  });
});

describe('recordApiKeyUse', () => {
  it('writes at most once a minute and never back in time', async () => {
    const owner = await createOwner(db);
    const { id } = await createApiKey(owner, { name: 'key' });
    const use = async (at: string): Promise<string | undefined> => {
      await recordApiKeyUse(db, { apiKeyId: id, usedAt: new Date(at), lastUsedAt: null });
      return (await db.apiKey.findUniqueOrThrow({ where: { id } })).lastUsedAt?.toISOString();
    };
    expect(await use('2026-01-01T10:00:00Z')).toBe('2026-01-01T10:00:00.000Z');
    expect(await use('2026-01-01T10:00:59Z')).toBe('2026-01-01T10:00:00.000Z');
    expect(await use('2026-01-01T10:01:00Z')).toBe('2026-01-01T10:01:00.000Z');
    expect(await use('2026-01-01T09:00:00Z')).toBe('2026-01-01T10:01:00.000Z');
  });
});
