import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from '@heliograph/stack/testing/eventually';

import { prepareServices, type TestServices } from './prepare-services.ts';

export interface TestCluster extends Omit<TestServices, 'drop'> {
  url: string;
  port: number;
  primary: ChildProcess;
  /** What the processes logged so far, one object per line. */
  log(): Record<string, unknown>[];
  /** Process ids of the workers that said they are ready and have not ended, by what the log says. */
  workerPids(): number[];
  /** Exit code of the primary, once it has ended. */
  exited: Promise<number | null>;
  close(): Promise<void>;
}

/**
 * A primary with workers as real processes from the given build, ready to be called.
 * `wayToRedis` may put something between them and Redis.
 */
export async function startTestCluster(
  file: string,
  env: Record<string, string>,
  wayToRedis: (url: string) => Promise<string>,
): Promise<TestCluster> {
  const { drop, ...services } = await prepareServices();
  let output = '';
  const primary = spawn(process.execPath, [file], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PROXY_PORT: '0',
      PROXY_WORKERS: '2',
      DATABASE_URL: services.databaseUrl,
      REDIS_URL: await wayToRedis(services.redisUrl),
      SPOOL_DIR: services.spoolDir,
      CACHE_REDIS_SILENCE_MS: '5000',
      EMBEDDINGS_TIMEOUT_MS: '5000',
      ...env,
    },
  });
  for (const stream of [primary.stdout, primary.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const exited = once(primary, 'exit').then(([code]) => code as number | null);
  const lines = (): Record<string, unknown>[] =>
    output
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const isReady = eventually(
    () => {
      if (!lines().some(({ msg }) => msg === 'All workers are ready'))
        throw new Error(`Not ready: ${output}`);
    },
    { timeout: 40_000, interval: 20 },
  );
  const ended = exited.then(() => 'ended' as const);
  if ((await Promise.race([isReady, ended])) === 'ended') {
    isReady.catch(() => undefined);
    await drop();
    throw new Error(`The proxy did not start: ${output}`);
  }
  const port = Number(lines().find((line) => line['port'] !== undefined)?.['port']);

  return {
    ...services,
    url: `http://127.0.0.1:${port}`,
    port,
    primary,
    log: lines,
    workerPids: () =>
      lines()
        .filter(({ msg }) => msg === 'The proxy is ready')
        .map(({ pid }) => Number(pid))
        .filter(isAlive),
    exited,
    async close() {
      if (primary.exitCode === null && primary.signalCode === null) primary.kill('SIGTERM');
      await exited;
      await drop();
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
