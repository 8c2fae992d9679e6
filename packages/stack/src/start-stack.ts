import { join } from 'node:path';
import { ensureClickHouseDatabase, startClickHouseFront } from './clickhouse-front.ts';
import { ensurePostgresDatabase, startPostgres } from './postgres/start-postgres.ts';
import { checkPort } from './process/check-port.ts';
import { lockFolder } from './process/folder-lock.ts';
import type { StackChild } from './process/spawn-child.ts';
import { findRedis } from './redis/find-redis.ts';
import { startRedis } from './redis/start-redis.ts';

export const defaultStackPorts = { postgres: 55432, clickhouse: 58123, redis: 56379 } as const;

const database = 'heliograph';

export interface StackOptions {
  /** Folder of `postgres/`, `clickhouse/`, `redis/` and `logs/`; made when missing, kept between runs. */
  dataDir: string;
  /** Ports on 127.0.0.1; see `defaultStackPorts`. */
  ports?: { postgres?: number; clickhouse?: number; redis?: number };
  /** A URL that is set is used as it is, and the embedded service isn't started. */
  databaseUrl?: string | undefined;
  clickhouseUrl?: string | undefined;
  redisUrl?: string | undefined;
  /** Called when a step begins and when it is done. */
  onProgress?: (progress: StackProgress) => void;
}

export interface StackProgress {
  /** `Postgres`, `ClickHouse` or `Redis`, with what it does after a colon where that takes long. */
  step: string;
  state: 'started' | 'done';
  /** Milliseconds the step took; 0 when it begins. */
  durationMs: number;
}

export interface Stack {
  /** `postgres://…/heliograph` */
  databaseUrl: string;
  /** `http://user:password@host:port/heliograph`: the path is the database. */
  clickhouseUrl: string;
  redisUrl: string;
  /** What was started here, by name (`Postgres`, `ClickHouse`, `Redis`). */
  children: ReadonlyMap<string, StackChild>;
  /** Resolves with one line when a started service ends without `stop` having been called. */
  died: Promise<string>;
  /** Ends everything cleanly. */
  stop(): Promise<void>;
}

/**
 * Starts what is not given by URL and resolves when all of it answers and the databases exist.
 * Throws an Error whose message says what to do; nothing is left running then. What is started ends by itself when this
 * process does, however that comes about.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const ports = { ...defaultStackPorts, ...options.ports };
  const lock = await lockFolder(options.dataDir);
  const children = new Map<string, StackChild>();
  let reportDeath: (line: string) => void = () => undefined;
  const died = new Promise<string>((resolve) => (reportDeath = resolve));
  let stopping = false;
  const stop = async () => {
    stopping = true;
    await Promise.all([...children.values()].map((child) => child.stop()));
    await lock.release();
  };

  const files = (name: string) => ({
    dataDir: join(options.dataDir, name.toLowerCase()),
    logFile: join(options.dataDir, 'logs', `${name.toLowerCase()}.log`),
  });
  const keep = async <T extends StackChild>(name: string, starting: Promise<T>): Promise<T> => {
    const child = await starting;
    children.set(name, child);
    void child.exited.then((how) => {
      if (!stopping) reportDeath(`${name} ${how} (log: ${files(name).logFile}).`);
    });
    await lock.addChild(child.pid);
    return child;
  };
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    options.onProgress?.({ step: name, state: 'started', durationMs: 0 });
    const result = await work();
    options.onProgress?.({ step: name, state: 'done', durationMs: Math.round(performance.now() - began) });
    return result;
  };

  const postgres = async () => {
    await checkPort(ports.postgres, 'embedded Postgres', 'EMBEDDED_POSTGRES_PORT');
    const starting = startPostgres({ ...files('Postgres'), port: ports.postgres, durable: true });
    const server = await keep('Postgres', starting);
    await ensurePostgresDatabase(server.urlOf('postgres'), database);
    return server.urlOf(database);
  };
  const clickhouse = async () => {
    await checkPort(ports.clickhouse, 'embedded ClickHouse', 'EMBEDDED_CLICKHOUSE_PORT');
    const front = await keep(
      'ClickHouse',
      startClickHouseFront({ ...files('ClickHouse'), port: ports.clickhouse }),
    );
    await ensureClickHouseDatabase(front.url, database);
    return `${front.url}/${database}`;
  };
  const redis = async () => {
    await checkPort(ports.redis, 'embedded Redis', 'EMBEDDED_REDIS_PORT');
    const command = await findRedis(() =>
      options.onProgress?.({ step: 'Redis: installing the system package', state: 'started', durationMs: 0 }),
    );
    return (await keep('Redis', startRedis({ ...files('Redis'), command, port: ports.redis, durable: true })))
      .url;
  };

  const given = (url: string | undefined) => (url === undefined ? undefined : Promise.resolve(url));
  const starts = [
    given(options.databaseUrl) ?? step('Postgres', postgres),
    given(options.clickhouseUrl) ?? step('ClickHouse', clickhouse),
    given(options.redisUrl) ?? step('Redis', redis),
  ] as const;
  try {
    // All are awaited before an error is answered, so that nothing starts behind the back of `stop`.
    await Promise.allSettled(starts);
    const [databaseUrl, clickhouseUrl, redisUrl] = await Promise.all(starts);
    return { databaseUrl, clickhouseUrl, redisUrl, children, died, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
