import type { AdminOptions } from '@heliograph/admin/admin-app';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { createContext } from './context.ts';
import type { Env } from './env.ts';
import { startServer } from './server.ts';

export interface RunningProxy {
  port: number;
  /** This process's own metrics. */
  registry: Registry;
  /** Takes over the log records of processes that died. Never rejects. */
  adoptLeftovers(): Promise<void>;
  /** Says that it is about to stop, so that load balancers turn away, and goes on serving. */
  leave(): void;
  /** Graceful: running answers finish within DRAIN_SECONDS, then the spool is shipped. */
  close(): Promise<void>;
}

/** Time for shipping the spool after the last answer, ms. What isn't shipped by then waits for the next start. */
export const SHIP_MS = 5_000;

/**
 * Brings up one proxy process. Rejects where its port or its spool can't be had.
 * `shownMetrics` is what /metrics answers, where that is more than this process's own.
 */
export async function startProxy(
  env: Env,
  log: Logger,
  shownMetrics?: AdminOptions['registry'],
): Promise<RunningProxy> {
  const context = await createContext(env, log);
  try {
    const { registry } = context.metrics;
    const server = await startServer(context, {
      port: env.PROXY_PORT,
      host: env.HOST,
      headersTimeoutMs: env.CLIENT_HEADERS_TIMEOUT_MS,
      requestTimeoutMs: env.CLIENT_REQUEST_TIMEOUT_MS,
      registry: shownMetrics ?? registry,
    });
    let closed: Promise<void> | undefined;
    log.info({ port: server.port, host: env.HOST }, 'The proxy is ready');
    return {
      port: server.port,
      registry,
      adoptLeftovers: context.adoptLeftovers,
      leave: server.leave,
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
