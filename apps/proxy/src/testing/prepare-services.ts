import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CapturedExchange } from '@heliograph/contracts/log-record';
import { createDbClient, type DbClient } from '@heliograph/db/client';
import { workerConnection } from '@heliograph/queue/connection';
import { createIngestQueue, readJob } from '@heliograph/queue/ingest-queue';
import { createApiKey } from '@heliograph/services/api-key/create';
import { revokeApiKey } from '@heliograph/services/api-key/revoke';
import { migratedPostgres } from '@heliograph/db/testing/migrated-postgres';
import { freshRedis } from '@heliograph/stack/testing/services';
import { v7 as uuid } from 'uuid';
import { eventually } from '@heliograph/stack/testing/eventually';

/** What a proxy under test works with, and a test's way to see what came of it. */
export interface TestServices {
  databaseUrl: string;
  redisUrl: string;
  spoolDir: string;
  /** A key in force, and whose it is. */
  key: string;
  apiKeyId: string;
  organizationId: string;
  db: DbClient;
  makeKey(name: string): Promise<{ id: string; key: string }>;
  /** Another organization with a key. */
  makeOrganization(): Promise<{ organizationId: string; key: string }>;
  revokeKey(id: string): Promise<void>;
  /** The record of a request, as the queue has it; waits for it. */
  recordOf(requestId: string): Promise<CapturedExchange>;
  /** All records in the queue now. */
  records(): Promise<CapturedExchange[]>;
  drop(): Promise<void>;
}

/** A Postgres database, a Redis database and a spool of a proxy's own, with an organization and its key. */
export async function prepareServices(): Promise<TestServices> {
  const [postgres, redis] = await Promise.all([migratedPostgres(), freshRedis()]);
  const spoolDir = await mkdtemp(path.join(tmpdir(), 'heliograph-spool-'));
  const db = createDbClient(postgres.url, { maxConnections: 2 });
  const userId = uuid();
  await db.user.create({ data: { id: userId, name: 'Test', email: `${userId}@example.com` } });
  async function makeOwner() {
    const organizationId = uuid();
    await db.organization.create({ data: { id: organizationId, name: 'Test', slug: organizationId } });
    return { type: 'user', organizationId, userId, role: 'owner' } as const;
  }
  const actor = await makeOwner();
  const { organizationId } = actor;
  const makeKey = (name: string) => createApiKey({ db, actor }, { name });
  const { id: apiKeyId, key } = await makeKey('test');
  const connection = workerConnection(redis.url);
  const queue = createIngestQueue(connection);

  async function records(): Promise<CapturedExchange[]> {
    const jobs = await queue.getJobs(['waiting'], 0, -1, true);
    const batches = await Promise.all(jobs.map((job) => readJob(job.data)));
    return batches.flat().map((record) => {
      if ('damage' in record) throw new Error(`A record in the queue is damaged: ${record.damage}`);
      return record.exchange;
    });
  }

  return {
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    spoolDir,
    key,
    apiKeyId,
    organizationId,
    db,
    makeKey,
    async makeOrganization() {
      const other = await makeOwner();
      const { key } = await createApiKey({ db, actor: other }, { name: 'other' });
      return { organizationId: other.organizationId, key };
    },
    revokeKey: (id) => revokeApiKey({ db, actor }, { id }),
    records,
    recordOf: (requestId) =>
      eventually(
        async () => {
          const found = (await records()).find(({ record }) => record.id === requestId);
          if (found === undefined) throw new Error(`No record of ${requestId} in the queue`);
          return found;
        },
        { timeout: 10_000, interval: 20 },
      ),
    async drop() {
      await queue.close();
      connection.disconnect();
      await db.$disconnect();
      await Promise.all([postgres.drop(), redis.release(), rm(spoolDir, { recursive: true, force: true })]);
    },
  };
}
