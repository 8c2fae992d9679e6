import { pino } from 'pino';
import { readEnv } from './env.ts';
import { startWorker } from './start-worker.ts';

/** What went wrong at the start, in words that say what to do. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `The port is taken (${error.message}). Stop what listens there or set WORKER_PORT.`;
  }
  return error.message;
}

try {
  const env = readEnv();
  const log = pino({ level: env.LOG_LEVEL, base: { service: 'worker', pid: process.pid } });
  const worker = await startWorker(env, log);
  log.info({ port: worker.port }, 'The worker is running');
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'The worker is stopping: batches in hand finish');
    worker.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error(
          { reason: error instanceof Error ? error.message : String(error) },
          'The worker did not stop cleanly',
        );
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
