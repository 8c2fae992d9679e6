import pg from 'pg';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { migratedPostgres } from './testing/migrated-postgres.ts';
import type { FreshPostgres } from '@heliograph/stack/testing/services';
import { type ApiKeyChangeListener, listenForApiKeyChanges } from './api-key-changes.ts';
import { createDbClient, type DbClient } from './client.ts';

const organizationId = '019a9f5d-0000-7000-8000-000000000001';
const keyId = '019a9f5d-0000-7000-8000-000000000002';

let database: FreshPostgres;
let db: DbClient;
let listener: ApiKeyChangeListener | undefined;

beforeAll(async () => {
  database = await migratedPostgres();
  db = createDbClient(database.url);
  await db.organization.create({ data: { id: organizationId, name: 'Acme', slug: 'acme' } });
});
afterEach(async () => {
  await listener?.close();
  await db.apiKey.deleteMany();
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

async function listen() {
  const changes: string[] = [];
  const organizations: string[] = [];
  const heard = { changes, organizations, onResync: vi.fn(), onError: vi.fn() };
  listener = listenForApiKeyChanges(database.url, {
    ...heard,
    onChange: (hash) => changes.push(hash),
    onOrganizationChange: (id) => organizations.push(id),
  });
  await eventually(() => expect(heard.onResync).toHaveBeenCalledTimes(1), { interval: 5 });
  return heard;
}

const createKey = (hash: string) =>
  db.apiKey.create({ data: { id: keyId, organizationId, name: 'key', hash, last4: 'abcd' } });

describe('listenForApiKeyChanges', () => {
  it('tells of a key that is made, revoked and deleted, and not of its use', async () => {
    const { changes } = await listen();

    await createKey('hash-1');
    await db.apiKey.update({ where: { id: keyId }, data: { lastUsedAt: new Date() } });
    await db.apiKey.update({ where: { id: keyId }, data: { revokedAt: new Date() } });
    await db.apiKey.delete({ where: { id: keyId } });

    await eventually(() => expect(changes).toEqual(['hash-1', 'hash-1', 'hash-1']), { interval: 5 });
  });

  it('tells of what a key may do from now on', async () => {
    const { changes } = await listen();
    await createKey('hash-1');
    await db.apiKey.update({ where: { id: keyId }, data: { expiresAt: new Date() } });
    await db.apiKey.update({ where: { id: keyId }, data: { limits: [1] } });
    await db.apiKey.update({ where: { id: keyId }, data: { monthlyBudget: '5' } });
    await db.apiKey.update({ where: { id: keyId }, data: { name: 'other' } });
    await db.apiKey.delete({ where: { id: keyId } });
    await eventually(() => expect(changes).toHaveLength(5), { interval: 5 });
  });

  it('tells of an organization whose rules, prices or settings change, and not of its name', async () => {
    const { organizations } = await listen();
    const where = { id: organizationId };
    await db.organization.update({ where, data: { name: 'Acme Ltd' } });
    await db.organization.update({ where, data: { priceBookVersion: 7 } });
    await db.organization.update({ where, data: { headerPolicy: 'lenient' } });
    const rule = { quota: 1, windowSeconds: 60, unit: 'request', segment: { by: 'global' } };
    await db.rateLimitRule.create({ data: { id: keyId, organizationId, name: 'rule', ...rule } });
    await db.rateLimitRule.update({ where: { id: keyId }, data: { enabled: false } });
    await db.rateLimitRule.delete({ where: { id: keyId } });
    await eventually(() => expect(organizations).toEqual(Array(5).fill(organizationId)), { interval: 5 });
  });

  it('tells of keys that go with their organization', async () => {
    const { changes } = await listen();
    const other = '019a9f5d-0000-7000-8000-000000000009';
    await db.organization.create({ data: { id: other, name: 'Other', slug: 'other' } });
    await db.apiKey.create({
      data: { id: keyId, organizationId: other, name: 'key', hash: 'hash-2', last4: 'abcd' },
    });
    await db.organization.delete({ where: { id: other } });

    await eventually(() => expect(changes).toEqual(['hash-2', 'hash-2']), { interval: 5 });
  });

  it('reconnects when the connection is cut, asks for a resync and goes on', async () => {
    const { changes, onResync, onError } = await listen();

    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'heliograph-api-key-changes'`,
    );
    await admin.end();

    await eventually(() => expect(onResync).toHaveBeenCalledTimes(2), { timeout: 5_000, interval: 5 });
    expect(onError).toHaveBeenCalled();
    await createKey('hash-3');
    await eventually(() => expect(changes).toEqual(['hash-3']), { interval: 5 });
  });

  it('keeps trying while Postgres is away, and stops when closed', async () => {
    const onError = vi.fn();
    const onResync = vi.fn();
    const away = listenForApiKeyChanges('postgres://nobody@127.0.0.1:1/nothing', {
      onChange: vi.fn(),
      onOrganizationChange: vi.fn(),
      onResync,
      onError,
    });
    await eventually(() => expect(onError.mock.calls.length).toBeGreaterThanOrEqual(2), {
      timeout: 5_000,
      interval: 5,
    });
    await away.close();
    expect(onResync).not.toHaveBeenCalled();
  });

  it('calls nothing after it is closed', async () => {
    const { changes, onError } = await listen();
    await listener?.close();
    await createKey('hash-4');
    expect(changes).toEqual([]);
    expect(onError).not.toHaveBeenCalled();
  });
});
