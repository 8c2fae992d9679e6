import { mkdir } from 'node:fs/promises';
import { Redis } from 'ioredis';
import type { GuardConfig } from '../process/guard.ts';
import { spawnChild, type StackChild } from '../process/spawn-child.ts';

/** What the server is for. */
export type RedisUse = 'queue' | 'cache' | 'test';

const memory = (bytes: string, policy: string) => ['--maxmemory', bytes, '--maxmemory-policy', policy];

const argsOf: Record<RedisUse, readonly string[]> = {
  queue: [
    // What waits beyond this waits in the spools of the proxies, on disk: a full queue refuses writes, it never evicts a job.
    ...memory('512mb', 'noeviction'),
    // "always" fsyncs once per event loop turn before answering, so an acknowledged job survives a power cut
    // as well; the proxy ships batches, so this is a handful of fsyncs per second.
    ...['--appendonly', 'yes', '--appendfsync', 'always'],
  ],
  cache: [
    // Every key has a time to live; what was used longest ago goes first.
    ...memory('1gb', 'volatile-lru'),
    // Limits outlive a restart. Requests wait for this server, so it doesn't wait for the disk: a crash of the machine
    // may cost the last second's counts.
    ...['--appendonly', 'yes', '--appendfsync', 'everysec'],
  ],
  test: [...memory('512mb', 'noeviction'), '--appendonly', 'no', '--stop-writes-on-bgsave-error', 'no'],
};

export interface StartRedisOptions {
  /** Path of the server program (see `findRedis`). */
  command: string;
  dataDir: string;
  logFile: string;
  port: number;
  /** In tests nothing is written to disk. */
  use: RedisUse;
  /** Number of logical databases (default 16). */
  databases?: number;
}

/** Starts Redis on 127.0.0.1 and resolves when it answers PING with its data loaded. */
export async function startRedis(options: StartRedisOptions): Promise<StackChild & { url: string }> {
  await mkdir(options.dataDir, { recursive: true });
  const url = `redis://127.0.0.1:${options.port}`;
  const guard: GuardConfig = {
    command: options.command,
    args: [
      ...['--port', String(options.port), '--bind', '127.0.0.1', '--dir', options.dataDir],
      ...['--daemonize', 'no', '--save', '', '--databases', String(options.databases ?? 16)],
      ...argsOf[options.use],
      // A tail torn by a crash is cut instead of refusing to start.
      ...['--aof-load-truncated', 'yes'],
    ],
    stopSignal: 'SIGTERM',
  };
  const child = await spawnChild({
    name: 'Redis',
    entry: 'process/guard',
    config: guard,
    logFile: options.logFile,
    isReady: () => answersPing(url),
    timeoutMs: 60_000,
  });
  return { pid: child.pid, exited: child.exited, stop: child.stop, url };
}

async function answersPing(url: string): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  client.on('error', () => {
    // The rejected ping below says it.
  });
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } finally {
    client.disconnect();
  }
}
