import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import type { TestProject } from 'vitest/node';
import { startClickHouseFront } from '../clickhouse-front.ts';
import { startPostgres } from '../postgres/start-postgres.ts';
import type { StackChild } from '../process/spawn-child.ts';
import { findRedis } from '../redis/find-redis.ts';
import { startRedis } from '../redis/start-redis.ts';
import { testRedisDatabases } from './provided-context.ts';

/** Vitest's globalSetup: one of each real service for the whole run, in a folder that is removed afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'heliograph-test-'));
  // mkdtemp closes the folder to others, but Postgres may run as another user.
  await chmod(folder, 0o755);
  const running: StackChild[] = [];
  const teardown = async () => {
    await Promise.all(running.map((child) => child.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  const keep = async <T extends StackChild>(start: Promise<T>): Promise<T> => {
    const child = await start;
    running.push(child);
    return child;
  };
  const at = (name: string) => ({
    dataDir: join(folder, name),
    logFile: join(folder, 'logs', `${name}.log`),
  });
  try {
    const redisCommand = await findRedis();
    const starts = [
      keep(startPostgres({ ...at('postgres'), port: await getPort(), durable: false })),
      keep(startClickHouseFront({ ...at('clickhouse'), port: await getPort() })),
      keep(
        startRedis({
          ...at('redis'),
          command: redisCommand,
          port: await getPort(),
          use: 'test',
          databases: testRedisDatabases,
        }),
      ),
    ] as const;
    // All are awaited before an error is thrown, so that nothing starts behind the back of the teardown.
    await Promise.allSettled<unknown>(starts);
    const [postgres, clickhouse, redis] = await Promise.all(starts);
    project.provide('heliographPostgresUrl', postgres.urlOf('postgres'));
    project.provide('heliographClickHouseUrl', clickhouse.url);
    project.provide('heliographRedisUrl', redis.url);
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}
