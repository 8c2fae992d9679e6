import path from 'node:path';
import { ensureClickHouseDatabase, startClickHouseFront } from '@heliograph/stack/clickhouse-front';
import { findRedis } from '@heliograph/stack/find-redis';
import { ensurePostgresDatabase, startPostgres } from '@heliograph/stack/start-postgres';
import { startRedis } from '@heliograph/stack/start-redis';
import { freePort } from '../../src/platform/start-platform.ts';

/** A server of the embedded stack that may be killed and comes up again at the same address with the same data. */
export interface Server {
  readonly url: string;
  /** kill -9 by process id; resolves when it is gone. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends it cleanly. */
  stop(): Promise<void>;
}

interface Child {
  readonly pid: number;
  readonly exited: Promise<string>;
  stop(): Promise<void>;
}

const DATABASE = 'heliograph';

async function serverOf(url: string, launch: () => Promise<Child>): Promise<Server> {
  let child = await launch();
  let running = true;
  return {
    url,
    async kill() {
      if (!running) return;
      running = false;
      process.kill(child.pid, 'SIGKILL');
      await child.exited;
    },
    async start() {
      if (running) return;
      child = await launch();
      running = true;
    },
    async stop() {
      running = false;
      await child.stop();
    },
  };
}

const files = (folder: string, name: string, port: number) => ({
  dataDir: path.join(folder, name),
  logFile: path.join(folder, 'logs', `${name}.log`),
  port,
});

/** Postgres as `npm start` runs it. */
export async function postgresServer(folder: string): Promise<Server> {
  const at = files(folder, 'postgres', await freePort());
  let url = '';
  const server = await serverOf('', async () => {
    const postgres = await startPostgres({ ...at, durable: true });
    await ensurePostgresDatabase(postgres.urlOf('postgres'), DATABASE);
    url = postgres.urlOf(DATABASE);
    return postgres;
  });
  return { ...server, url };
}

/** The embedded ClickHouse as `npm start` runs it. */
export async function clickHouseServer(folder: string): Promise<Server> {
  const at = files(folder, 'clickhouse', await freePort());
  let url = '';
  const server = await serverOf('', async () => {
    const front = await startClickHouseFront(at);
    await ensureClickHouseDatabase(front.url, DATABASE);
    url = `${front.url}/${DATABASE}`;
    return front;
  });
  return { ...server, url };
}

export interface RedisServer extends Server {
  /** Whether it keeps its data on disk from the next start on; the embedded default does. */
  setDurable(durable: boolean): void;
}

/** The queue's Redis as `npm start` runs it. */
export async function redisServer(folder: string): Promise<RedisServer> {
  const at = files(folder, 'redis', await freePort());
  const command = await findRedis();
  let durable = true;
  const server = await serverOf(`redis://127.0.0.1:${at.port}`, () =>
    startRedis({ ...at, command, use: durable ? 'queue' : 'test' }),
  );
  return {
    ...server,
    setDurable(on) {
      durable = on;
    },
  };
}
