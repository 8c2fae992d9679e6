import { Writable } from 'node:stream';
import { pino } from 'pino';
import { readEnv } from '../env.ts';
import { type RunningProxy, startProxy } from '../start-proxy.ts';
import { prepareServices, type TestServices } from './prepare-services.ts';

export interface TestProxy extends Omit<TestServices, 'drop'> {
  url: string;
  port: number;
  /** Everything the proxy logged so far. */
  logged(): string;
  proxy: RunningProxy;
  close(): Promise<void>;
}

/**
 * The real proxy in this process, with a Postgres database, a Redis database and a spool of its own.
 * `wayToPostgres` may put something between the proxy and its database.
 */
export async function startTestProxy(
  env: Record<string, string> = {},
  wayToPostgres: (url: string) => Promise<string> = (url) => Promise.resolve(url),
): Promise<TestProxy> {
  const { drop, ...services } = await prepareServices();
  let logged = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  const proxy = await startProxy(
    readEnv({
      PROXY_PORT: '0',
      PROXY_WORKERS: '1',
      DATABASE_URL: await wayToPostgres(services.databaseUrl),
      REDIS_URL: services.redisUrl,
      SPOOL_DIR: services.spoolDir,
      // A busy machine is no silent Redis; tests of that set it back.
      CACHE_REDIS_SILENCE_MS: '5000',
      DRAIN_SECONDS: '0.3',
      LOG_LEVEL: 'trace',
      ...env,
    }),
    pino({ level: 'trace' }, sink),
  );

  return {
    ...services,
    url: `http://127.0.0.1:${proxy.port}`,
    port: proxy.port,
    logged: () => logged,
    proxy,
    async close() {
      await proxy.close();
      await drop();
    },
  };
}
