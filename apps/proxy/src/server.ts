import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import { type AdminOptions, adminPaths, createAdminApp } from '@heliograph/admin/admin-app';
import { answerBrokenRequest } from './broken-request.ts';
import { watchConnections } from './connections.ts';
import type { ProxyContext } from './context.ts';
import { handleRequest } from './handle-request.ts';
import { createLogCalls } from './log-call/log-app.ts';

export interface ServerOptions {
  /** 0: any free one. */
  port: number;
  host: string;
  /** Limits for a client to send its headers, and all of its request. */
  headersTimeoutMs: number;
  requestTimeoutMs: number;
  /** What /metrics shows. */
  registry: AdminOptions['registry'];
}

export interface ProxyServer {
  port: number;
  /**
   * Stops accepting, lets running answers finish for at most `drainMs`, then cuts what is left.
   * Every answer tells its client to open a new connection; idle ones are closed once nothing came for a while.
   */
  close(drainMs: number): Promise<void>;
}

/** 64 properties of 1,024 characters have to fit. */
const MAX_HEADER_BYTES = 320 * 1024;
/** How often Node looks for clients that are too slow, at most. */
const CHECK_CLIENTS_MS = 5_000;
/** Longer than the usual idle timeout of load balancers (60 s), so that they close first. */
const KEEP_ALIVE_MS = 75_000;
const DRAIN_POLL_MS = 50;
/** A client that used its connection within this time may be about to use it again: closing it would fail that request. */
const DRAIN_IDLE_MS = 2_000;

/** Listens. Rejects where the port can't be had. */
export async function startServer(proxy: ProxyContext, options: ServerOptions): Promise<ProxyServer> {
  const { port, host, headersTimeoutMs, requestTimeoutMs, registry } = options;
  let draining = false;
  const logCalls = createLogCalls(proxy);
  let handling = 0;
  let idle = (): void => undefined;
  const admin = createAdminApp({
    registry,
    checks: proxy.checks,
    // Known keys are in memory, records wait in the spool: only a draining proxy leaves the rotation.
    worksWithout: true,
    isDraining: () => draining,
  });

  function onRequest(req: IncomingMessage, res: ServerResponse): void {
    // A connection that breaks shows as 'close' where it matters; without a listener 'error' would end the process.
    req.on('error', ignore);
    res.on('error', ignore);
    if (draining) res.shouldKeepAlive = false;
    const { socket } = req;
    const isTraffic = !adminPaths.has(req.url ?? '');
    connections.requestBegan(socket, res);
    if (isTraffic) proxy.metrics.requestBegan();
    res.once('close', () => {
      connections.requestEnded(socket, res);
      if (isTraffic) proxy.metrics.requestLeft();
    });
    if (!isTraffic) return admin(req, res);
    if (proxy.cors.answerPreflight(req, res) || logCalls.answer(req, res)) return;
    handling += 1;
    void handleRequest(proxy, req, res).then(() => {
      handling -= 1;
      if (handling === 0) idle();
    });
  }

  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: Math.min(headersTimeoutMs, requestTimeoutMs),
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(CHECK_CLIENTS_MS, headersTimeoutMs, requestTimeoutMs),
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
  // Node would drop what is beyond 2,000 headers without a word; their bytes are limited already.
  server.maxHeadersCount = 0;
  const connections = watchConnections(server);
  server.on('request', onRequest);
  // Asked for when the body is about to be read, so that a refused request never sends one.
  server.on('checkContinue', onRequest);
  server.on('clientError', (error, socket) => {
    answerBrokenRequest(error, socket, connections.running(socket));
  });
  await listen(server, port, host);

  return {
    port: (server.address() as AddressInfo).port,
    async close(drainMs) {
      draining = true;
      const closed = new Promise<void>((resolve) => {
        // Node's HTTP servers cut idle connections on close(), also those on which a request is just coming in.
        NetServer.prototype.close.call(server, () => resolve());
      });
      for (const res of connections.allRunning()) {
        if (!res.headersSent && connections.running(res.req.socket).length === 1) res.shouldKeepAlive = false;
      }
      const poll = setInterval(() => connections.closeIdle(DRAIN_IDLE_MS), DRAIN_POLL_MS);
      const cut = setTimeout(() => server.closeAllConnections(), drainMs);
      await closed;
      clearInterval(poll);
      clearTimeout(cut);
      // Ends Node's own timers; what listened is closed already.
      server.close(ignore);
      // Answers that were cut still write their records.
      if (handling > 0) await new Promise<void>((resolve) => (idle = resolve));
    },
  };
}

const ignore = (): void => undefined;

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
