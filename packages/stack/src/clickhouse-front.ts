import { mkdir } from 'node:fs/promises';
import { createClient } from '@clickhouse/client';
import type { ClickHouseChildConfig } from './clickhouse/child.ts';
import { quoteIdentifier } from './clickhouse/quote-sql.ts';
import { spawnChild, type StackChild } from './process/spawn-child.ts';

export interface ClickHouseFrontOptions {
  /** The engine's data, kept between runs; one process at a time may use it. */
  dataDir: string;
  logFile: string;
  port: number;
  /** Checked when set; the embedded engine itself has one user. */
  password?: string;
}

/**
 * Starts the ClickHouse engine with its HTTP interface on 127.0.0.1, in a process of its own, and resolves when `/ping`
 * answers. `url` carries the user `default` and the password.
 */
export async function startClickHouseFront(
  options: ClickHouseFrontOptions,
): Promise<StackChild & { url: string }> {
  await mkdir(options.dataDir, { recursive: true });
  const size = { readers: 6, writers: 3 };
  const config: ClickHouseChildConfig = {
    dataDir: options.dataDir,
    port: options.port,
    ...(options.password === undefined ? {} : { password: options.password }),
    size,
  };
  const child = await spawnChild({
    name: 'ClickHouse',
    entry: 'clickhouse/child',
    config,
    logFile: options.logFile,
    // Each running statement holds a thread; a few are left for files and compression. Times are shown in UTC.
    env: { UV_THREADPOOL_SIZE: String(size.readers + size.writers + 4), TZ: 'UTC' },
    isReady: async () => (await fetch(`http://127.0.0.1:${options.port}/ping`)).ok,
    timeoutMs: 120_000,
  });
  const url = `http://default:${encodeURIComponent(options.password ?? '')}@127.0.0.1:${options.port}`;
  return { pid: child.pid, exited: child.exited, stop: child.stop, url };
}

/** Creates the database when it isn't there. `url` is that of {@link startClickHouseFront}. */
export async function ensureClickHouseDatabase(url: string, database: string): Promise<void> {
  const client = createClient({ url });
  try {
    await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${quoteIdentifier(database)}` });
  } finally {
    await client.close();
  }
}
