import { join } from 'node:path';
import { ensureClickHouseDatabase, startClickHouseFront } from './clickhouse-front.ts';
import { ensurePostgresDatabase, startPostgres } from './postgres/start-postgres.ts';
import { startFakeProvider } from './fake-provider.ts';
import { checkPort } from './process/check-port.ts';
import { lockFolder } from './process/folder-lock.ts';
import { createChildRegistry } from './process/child-registry.ts';
import type { StackChild } from './process/spawn-child.ts';
import { findRedis } from './redis/find-redis.ts';
import { type RedisUse, startRedis } from './redis/start-redis.ts';

export const defaultStackPorts = {
  postgres: 15432,
  clickhouse: 18123,
  redis: 16379,
  cacheRedis: 16380,
  fakeProvider: 18800,
} as const;

const database = 'heliograph';

export interface StackOptions {
  /** Folder of `postgres/`, `clickhouse/`, `redis/`, `cache-redis/`, `logs/`; made when missing, kept between runs. */
  dataDir: string;
  /** Ports on 127.0.0.1; see `defaultStackPorts`. */
  ports?: Partial<Record<keyof typeof defaultStackPorts, number>>;
  /** A URL that is set is used as it is, and the embedded service isn't started. */
  databaseUrl?: string | undefined;
  clickhouseUrl?: string | undefined;
  redisUrl?: string | undefined;
  /** Cache and limits; `redisUrl` unless set. */
  cacheRedisUrl?: string | undefined;
  /** Starts the fake provider in this process. */
  fakeProvider?: boolean;
  /** Called when a step is done, and when one begins that takes long; `text` is a line to show. */
  onProgress?: (text: string, progress: StackProgress) => void;
}

export interface StackProgress {
  /** Name of a service, or what one of them does. */
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
  cacheRedisUrl: string;
  /** `http://127.0.0.1:port`, when it was asked for. */
  fakeProviderUrl: string | undefined;
  /** Name and address of each service started here, for people. */
  services: [name: string, address: string][];
  /** What was started here, by name (`Postgres`, `ClickHouse`, `Redis`, `Cache Redis`). */
  children: ReadonlyMap<string, StackChild>;
  /** Resolves with one line when a started service ends without `stop` having been called. */
  died: Promise<string>;
  /** Ends everything cleanly. */
  stop(): Promise<void>;
}

/**
 * Starts what is not given by URL and resolves when all of it answers and the databases exist.
 * Throws a StackError whose message says what to do; nothing is left running then. What is started ends by itself when
 * this process does, however that comes about.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const ports = { ...defaultStackPorts, ...options.ports };
  const lock = await lockFolder(options.dataDir);
  const registry = createChildRegistry(lock);
  const step = stepTeller(options.onProgress);
  const files = (name: string) => ({
    dataDir: join(options.dataDir, name),
    logFile: join(options.dataDir, 'logs', `${name}.log`),
  });

  const postgres = async () => {
    await checkPort(ports.postgres, 'embedded Postgres', 'EMBEDDED_POSTGRES_PORT');
    const at = files('postgres');
    const starting = startPostgres({ ...at, port: ports.postgres, durable: true });
    const server = await registry.keep('Postgres', at.logFile, starting);
    await ensurePostgresDatabase(server.urlOf('postgres'), database);
    return server.urlOf(database);
  };
  const clickhouse = async () => {
    await checkPort(ports.clickhouse, 'embedded ClickHouse', 'EMBEDDED_CLICKHOUSE_PORT');
    const at = files('clickhouse');
    const starting = startClickHouseFront({ ...at, port: ports.clickhouse });
    const front = await registry.keep('ClickHouse', at.logFile, starting);
    await ensureClickHouseDatabase(front.url, database);
    return `${front.url}/${database}`;
  };
  // Once for both servers.
  let redisCommand: Promise<string> | undefined;
  const startRedisAt = async (
    name: string,
    folder: string,
    port: number,
    variable: string,
    use: RedisUse,
  ) => {
    await checkPort(port, `embedded ${name}`, variable);
    const at = files(folder);
    redisCommand ??= findRedis(() => step.begin('Installing the system package of Redis'));
    const command = await redisCommand;
    return (await registry.keep(name, at.logFile, startRedis({ ...at, command, port, use }))).url;
  };
  const redis = () => startRedisAt('Redis', 'redis', ports.redis, 'EMBEDDED_REDIS_PORT', 'queue');
  const cacheRedis = () =>
    startRedisAt('Cache Redis', 'cache-redis', ports.cacheRedis, 'EMBEDDED_CACHE_REDIS_PORT', 'cache');

  const given = (url: string | undefined) => (url === undefined ? undefined : Promise.resolve(url));
  const starts = [
    given(options.databaseUrl) ?? step.run('Postgres', postgres),
    given(options.clickhouseUrl) ?? step.run('ClickHouse', clickhouse),
    given(options.redisUrl) ?? step.run('Redis', redis),
    given(options.cacheRedisUrl ?? options.redisUrl) ?? step.run('Cache Redis', cacheRedis),
    options.fakeProvider === true
      ? startFakeProvider({ port: ports.fakeProvider })
      : Promise.resolve(undefined),
  ] as const;
  // All are awaited before an error is answered, so that nothing starts behind the back of `stop`.
  const [, , , , fake] = await Promise.allSettled(starts);
  const stop = async () => {
    if (fake.status === 'fulfilled') await fake.value?.stop();
    await registry.stop();
  };
  try {
    const [databaseUrl, clickhouseUrl, redisUrl, cacheRedisUrl, provider] = await Promise.all(starts);
    const urls = {
      Postgres: databaseUrl,
      ClickHouse: clickhouseUrl,
      Redis: redisUrl,
      'Cache Redis': cacheRedisUrl,
    };
    const services = Object.entries(urls).filter(([name]) => registry.children.has(name));
    if (provider !== undefined) services.push(['Fake provider', provider.url]);
    const { children, died } = registry;
    return {
      databaseUrl,
      clickhouseUrl,
      redisUrl,
      cacheRedisUrl,
      fakeProviderUrl: provider?.url,
      services,
      children,
      died,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Tells each step with its duration. */
function stepTeller(onProgress: StackOptions['onProgress']) {
  const begin = (step: string) => onProgress?.(step, { step, state: 'started', durationMs: 0 });
  const run = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    begin(`Starting ${step}`);
    const result = await work();
    const durationMs = Math.round(performance.now() - began);
    onProgress?.(`${step} is ready (${(durationMs / 1000).toFixed(1)} s)`, {
      step,
      state: 'done',
      durationMs,
    });
    return result;
  };
  return { begin, run };
}
