import cluster from 'node:cluster';
import { pino } from 'pino';
import { runPrimary } from './cluster/run-primary.ts';
import { runWorker } from './cluster/run-worker.ts';
import { readProcessEnv } from './env.ts';
import { runProxy } from './run-proxy.ts';

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
  const { worker } = cluster;
  const name = worker === undefined ? {} : { worker: worker.id };
  const log = pino({ level: env.LOG_LEVEL, base: { service: 'proxy', pid: process.pid, ...name } });
  if (worker !== undefined) await runWorker(worker, env, log);
  else if (env.PROXY_WORKERS > 1) await runPrimary(env, log);
  else await runProxy(env, log);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
