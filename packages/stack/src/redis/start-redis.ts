import { mkdir } from 'node:fs/promises';
import { Redis } from 'ioredis';
import type { GuardConfig } from '../process/guard.ts';
import { spawnChild, type StackChild } from '../process/spawn-child.ts';

/** What waits beyond this waits in the spools of the proxies, on disk. */
const MAX_MEMORY = '512mb';

export interface StartRedisOptions {
  /** Path of the server program (see `findRedis`). */
  command: string;
  dataDir: string;
  logFile: string;
  port: number;
  /** false in tests: nothing is written to disk. */
  durable: boolean;
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
      // Queues live here: a full Redis must refuse writes, never evict a job.
      ...['--maxmemory-policy', 'noeviction', '--maxmemory', MAX_MEMORY],
      // "always" fsyncs once per event loop turn before answering, so an acknowledged job survives a power cut
      // as well; the proxy ships batches, so this is a handful of fsyncs per second.
      ...['--appendonly', options.durable ? 'yes' : 'no', '--appendfsync', 'always'],
      // A tail torn by a crash is cut instead of refusing to start.
      ...['--aof-load-truncated', 'yes'],
      ...(options.durable ? [] : ['--stop-writes-on-bgsave-error', 'no']),
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
