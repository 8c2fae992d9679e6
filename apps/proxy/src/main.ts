import { pino } from 'pino';
import { readProcessEnv } from './env.ts';
import { startProxy } from './start-proxy.ts';

/** What went wrong at the start, in words that say what to do. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `The port is taken (${error.message}). Stop what listens there or set PROXY_PORT.`;
  }
  return error.message;
}

try {
  const env = readProcessEnv();
  const log = pino({ level: env.LOG_LEVEL, base: { service: 'proxy', pid: process.pid } });
  const proxy = await startProxy(env, log);
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'The proxy is stopping: running answers finish, the spool is shipped');
    proxy.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'The proxy did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
