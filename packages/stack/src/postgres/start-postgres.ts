import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, rename, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import type { GuardConfig } from '../process/guard.ts';
import { spawnChild, type StackChild } from '../process/spawn-child.ts';
import { postgresBinaries } from './binaries.ts';
import { serverUser, type ServerUser } from './server-user.ts';

const run = promisify(execFile);
const user = 'heliograph';

export interface StartPostgresOptions {
  /** Kept between runs; initialised when it doesn't exist. */
  dataDir: string;
  logFile: string;
  port: number;
  /** false in tests: no fsync, no write-ahead safety. */
  durable: boolean;
}

export interface RunningPostgres extends StackChild {
  /** Connection URL of a database of this server. */
  urlOf(database: string): string;
}

/** Starts Postgres on 127.0.0.1 and resolves when it accepts connections (after crash recovery, if any). */
export async function startPostgres(options: StartPostgresOptions): Promise<RunningPostgres> {
  const binaries = postgresBinaries();
  const as = await serverUser([binaries.postgres, options.dataDir]);
  if (!existsSync(options.dataDir)) await initialise(binaries.initdb, options.dataDir, as);

  const flags = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    ...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const [command = binaries.postgres, ...args] = [
    ...as.prefix,
    ...[binaries.postgres, '-D', options.dataDir, '-p', String(options.port)],
    ...Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const urlOf = (database: string) => `postgres://${user}:${user}@127.0.0.1:${options.port}/${database}`;
  const guard: GuardConfig = { command, args, stopSignal: 'SIGINT' };
  const child = await spawnChild({
    name: 'Postgres',
    entry: 'process/guard',
    config: guard,
    logFile: options.logFile,
    isReady: () => answers(urlOf('postgres')),
    // Crash recovery of a large database can take a while.
    timeoutMs: 120_000,
  });
  return { pid: child.pid, exited: child.exited, stop: child.stop, urlOf };
}

/** Creates the database when it isn't there. `adminUrl` points at any database of the server. */
export async function ensurePostgresDatabase(adminUrl: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

/** Made beside and renamed at the end, so that an interrupted first start leaves nothing half-done behind. */
async function initialise(initdb: string, dataDir: string, as: ServerUser): Promise<void> {
  const temporary = `${dataDir}.new`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true, mode: 0o700 });
  if (as.ids !== undefined) await chown(temporary, as.ids.uid, as.ids.gid);
  const [command = initdb, ...args] = [
    ...as.prefix,
    ...[initdb, '-D', temporary, `--username=${user}`, '--auth=trust', '--encoding=UTF8'],
    // The built-in provider sorts the same on every machine and needs no locale of the system.
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
  ];
  await run(command, args);
  await rename(temporary, dataDir);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => {
    // A rejected connect or query says it.
  });
  await client.connect();
  try {
    await client.query('SELECT 1');
    return true;
  } finally {
    await client.end();
  }
}
