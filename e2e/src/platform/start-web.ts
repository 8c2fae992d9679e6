import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort, type PlatformAddress } from './start-platform.ts';

const apps = path.resolve(import.meta.dirname, '../../../apps');

/** Another dashboard server of a running platform, as one scales it out, with some settings of its own. */
export async function startWeb(
  { databaseUrl, redisUrl, clickhouseUrl, proxyUrl, dataDir }: PlatformAddress,
  settings: Record<string, string>,
): Promise<{ webUrl: string; stop(): Promise<void> }> {
  const port = await freePort();
  const webUrl = `http://localhost:${port}`;
  const secret = async (name: string) => (await readFile(path.join(dataDir, name), 'utf8')).trim();
  const child = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)],
    {
      cwd: path.join(apps, 'web'),
      env: {
        ...process.env,
        NODE_ENV: 'production',
        ...{ VITEST: undefined, NEXT_TELEMETRY_DISABLED: '1', WEB_PORT: String(port), WEB_URL: webUrl },
        ...{
          DATABASE_URL: databaseUrl,
          CLICKHOUSE_URL: clickhouseUrl,
          REDIS_URL: redisUrl,
          PROXY_URL: proxyUrl,
        },
        BETTER_AUTH_SECRET: await secret('session-secret'),
        ENCRYPTION_KEYS: await secret('encryption-key'),
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes('Ready in')) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void exited.then(() => reject(new Error(`next start ended:\n${output}`)));
  });
  await ready;
  return {
    webUrl,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
