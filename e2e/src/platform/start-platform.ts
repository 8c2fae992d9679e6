import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');

/** Where a running platform can be reached, and its demo account. */
export interface PlatformAddress {
  webUrl: string;
  proxyUrl: string;
  workerUrl: string;
  fakeProviderUrl: string;
  databaseUrl: string;
  clickhouseUrl: string;
  redisUrl: string;
  dataDir: string;
  demo: { email: string; password: string; key: string };
}

export interface Platform extends PlatformAddress {
  /** Everything the command has printed so far. */
  output(): string;
  /** Sends the signal and resolves with the exit code once the command has ended. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/**
 * A port that was free a moment ago, for settings that take a number. Below the range from which the system takes
 * ports for outgoing connections, of which there are many in a test run.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, () => resolve(true));
    });
    if (!free) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** A data folder of its own that the embedded Postgres' user may enter. */
export async function freshDataDir(): Promise<{ dataDir: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'heliograph-e2e-'));
  await chmod(folder, 0o755);
  return { dataDir: folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A set of free ports under the names that `npm start` reads. */
export async function freePorts(): Promise<Record<string, string>> {
  const names = [
    'PROXY_PORT',
    'WEB_PORT',
    'WORKER_PORT',
    'EMBEDDED_POSTGRES_PORT',
    'EMBEDDED_CLICKHOUSE_PORT',
    'EMBEDDED_REDIS_PORT',
    'EMBEDDED_CACHE_REDIS_PORT',
    'FAKE_PROVIDER_PORT',
  ];
  const ports = await Promise.all(names.map(async (name) => [name, String(await freePort())] as const));
  return Object.fromEntries(ports);
}

/** Runs the command behind `npm start` and resolves once it says that it is ready. */
export async function startPlatform(
  dataDir: string,
  ports: Record<string, string>,
  extra: Record<string, string> = {},
): Promise<Platform> {
  const fakeProviderUrl = `http://127.0.0.1:${ports.FAKE_PROVIDER_PORT}`;
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs')], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: undefined,
      VITEST: undefined,
      DATABASE_URL: '',
      CLICKHOUSE_URL: '',
      REDIS_URL: '',
      PROXY_URL: '',
      WEB_URL: '',
      OPENAI_BASE_URL: fakeProviderUrl,
      ANTHROPIC_BASE_URL: fakeProviderUrl,
      DATA_DIR: dataDir,
      ...ports,
      ...extra,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: string) => {
      output += chunk;
      if (output.includes('Ctrl-C stops everything')) resolve();
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    void exited.then((code) => reject(new Error(`npm start ended (${code}):\n${output}`)));
  });
  const demo = JSON.parse(await readFile(path.join(dataDir, 'demo.json'), 'utf8'));
  return {
    webUrl: `http://localhost:${ports.WEB_PORT}`,
    proxyUrl: `http://localhost:${ports.PROXY_PORT}`,
    workerUrl: `http://localhost:${ports.WORKER_PORT}`,
    fakeProviderUrl,
    databaseUrl: `postgres://heliograph:heliograph@127.0.0.1:${ports.EMBEDDED_POSTGRES_PORT}/heliograph`,
    clickhouseUrl: `http://default:@127.0.0.1:${ports.EMBEDDED_CLICKHOUSE_PORT}/heliograph`,
    redisUrl: `redis://127.0.0.1:${ports.EMBEDDED_REDIS_PORT}`,
    dataDir,
    demo,
    output: () => output,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return exited;
    },
  };
}
