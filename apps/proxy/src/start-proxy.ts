import type { Logger } from 'pino';
import { createContext } from './context.ts';
import type { Env } from './env.ts';
import { startServer } from './server.ts';

export interface RunningProxy {
  port: number;
  /** Graceful: running answers finish within DRAIN_SECONDS, then the spool is shipped. */
  close(): Promise<void>;
}

/** Time for shipping the spool after the last answer, ms. What isn't shipped by then waits for the next start. */
const SHIP_MS = 5_000;

/** Brings up one proxy process. Rejects where its port or its spool can't be had. */
export async function startProxy(env: Env, log: Logger): Promise<RunningProxy> {
  const context = await createContext(env, log);
  try {
    const server = await startServer(context, env.PROXY_PORT, env.HOST);
    let closed: Promise<void> | undefined;
    log.info({ port: server.port, host: env.HOST }, 'The proxy is ready');
    return {
      port: server.port,
      close() {
        closed ??= server.close(env.DRAIN_SECONDS * 1000).then(() => context.close(Date.now() + SHIP_MS));
        return closed;
      },
    };
  } catch (error) {
    await context.close(Date.now());
    throw error;
  }
}
