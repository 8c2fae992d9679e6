import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Env } from './env.ts';
import { type RunningProxy, startProxy } from './start-proxy.ts';

/** The proxy as a single process. Rejects where it can't start. */
export async function runProxy(env: Env, log: Logger): Promise<void> {
  const proxy = await startProxy(env, log);
  stopOnSignals(proxy, log, env.DRAIN_DELAY_SECONDS * 1000);
  process.on('SIGUSR2', () => {
    log.warn('A rolling restart needs PROXY_WORKERS of 2 or more; nothing was done');
  });
}

/**
 * Drains the proxy after `delayMs` and ends the process, once, on SIGTERM, on SIGINT or when the function that it gives is called.
 * `beforeExit` runs when all is drained.
 */
export function stopOnSignals(
  proxy: RunningProxy,
  log: Logger,
  delayMs: number,
  beforeExit: () => Promise<void> = () => Promise.resolve(),
): (reason: string) => void {
  let stopping = false;
  const stop = (reason: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, 'The proxy is stopping: running answers finish, the spool is shipped');
    proxy.leave();
    wait(delayMs)
      .then(() => proxy.close())
      .then(beforeExit)
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'The proxy did not stop cleanly');
          process.exit(1);
        },
      );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  return stop;
}
