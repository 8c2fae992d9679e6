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
  const started = await start(services, {
    DATABASE_URL: await wayToPostgres(services.databaseUrl),
    ...env,
  });
  return {
    ...services,
    ...started,
    async close() {
      await started.proxy.close();
      await drop();
    },
  };
}

/** Another proxy with the same services, as on another machine; to be closed before the first one. */
export async function startProxyBeside(
  services: Services,
  env: Record<string, string> = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const { url, proxy } = await start(services, {
    SPOOL_DIR: `${services.spoolDir}/beside`,
    ...env,
  });
  return { url, close: () => proxy.close() };
}

type Services = Pick<TestServices, 'databaseUrl' | 'redisUrl' | 'spoolDir'>;

async function start(services: Services, env: Record<string, string>) {
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
      DATABASE_URL: services.databaseUrl,
      REDIS_URL: services.redisUrl,
      SPOOL_DIR: services.spoolDir,
      // A busy machine is no silent Redis; tests of that set it back.
      CACHE_REDIS_SILENCE_MS: '5000',
      EMBEDDINGS_TIMEOUT_MS: '5000',
      DRAIN_SECONDS: '0.3',
      LOG_LEVEL: 'trace',
      ...env,
    }),
    pino({ level: 'trace' }, sink),
  );
  return { url: `http://127.0.0.1:${proxy.port}`, port: proxy.port, logged: () => logged, proxy };
}
