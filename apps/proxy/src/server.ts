import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type AdminOptions, adminPaths, createAdminApp } from '@heliograph/admin/admin-app';
import type { ClientAnswer, ClientRequest } from './client/client-exchange.ts';
import { LINGER_MS, NodeAnswer, NodeRequest } from './client/node-exchange.ts';
import { createNodeServer } from './client/node-server.ts';
import { RawConnection, type RawServer } from './client/raw-connection.ts';
import { createConnections } from './connections.ts';
import type { ProxyContext } from './context.ts';
import { handleRequest } from './handle-request.ts';
import { KEEP_ALIVE_SECONDS } from './http1/answer-framing.ts';
import { createLogCalls } from './log-call/log-app.ts';
import { createUpgrades } from './realtime/upgrades.ts';

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
  /** Says on /readyz and with each answer that it is about to stop, and goes on accepting. */
  leave(): void;
  /**
   * Stops accepting, lets running answers finish for at most `drainMs`, then cuts what is left.
   * Every answer tells its client to open a new connection; idle ones are closed once nothing came for a while.
   */
  close(drainMs: number): Promise<void>;
}

/** Longer than the usual idle timeout of load balancers (60 s), so that they close first. */
const KEEP_ALIVE_MS = KEEP_ALIVE_SECONDS * 1000;
/** How often clients are looked at that are too slow, at most, ms. */
const SWEEP_MS = 1_000;
const DRAIN_POLL_MS = 50;
/** A client that used its connection within this time may be about to use it again: closing it would fail that request. */
const DRAIN_IDLE_MS = 2_000;

/** Listens. Rejects where the port can't be had. */
export async function startServer(proxy: ProxyContext, options: ServerOptions): Promise<ProxyServer> {
  const { port, host, headersTimeoutMs: headersMs, requestTimeoutMs: requestMs, registry } = options;
  let draining = false;
  const logCalls = createLogCalls(proxy);
  let handling = 0;
  let allHandled = (): void => undefined;
  const connections = createConnections();
  const admin = createAdminApp({
    registry,
    checks: proxy.checks,
    // Known keys are in memory, records wait in the spool: only a draining proxy leaves the rotation.
    worksWithout: true,
    isDraining: () => draining,
  });

  function handle(request: ClientRequest, answer: ClientAnswer): void {
    handling += 1;
    void handleRequest(proxy, request, answer).then(() => {
      handling -= 1;
      if (handling === 0) allHandled();
    });
  }

  const node = createNodeServer({
    headersMs,
    requestMs,
    keepAliveMs: KEEP_ALIVE_MS,
    onRequest(req, res) {
      if (draining) res.shouldKeepAlive = false;
      if (isAdmin(req.url ?? '')) return admin(req, res);
      proxy.metrics.requestBegan();
      if (proxy.cors.answerPreflight(req, res) || logCalls.answer(req, res)) return;
      handle(new NodeRequest(req, res), new NodeAnswer(req, res));
    },
    onUpgrade: (req, socket, head) => upgrades.take(req, socket, head),
    onEnded(res) {
      if (!isAdmin(res.req.url ?? '')) proxy.metrics.requestLeft();
    },
  });
  const upgrades = createUpgrades(proxy, node.serve);

  const raw: RawServer = {
    takes: ({ url }) => !isAdmin(url) && !logCalls.takes(url),
    handle(exchange) {
      proxy.metrics.requestBegan();
      handle(exchange, exchange);
    },
    ended: () => proxy.metrics.requestLeft(),
    handOver({ socket }, bytes) {
      connections.add(socket, nodeConnection(socket));
      node.serve(socket, bytes);
    },
    get draining() {
      return draining;
    },
    limits: { headersMs, requestMs, keepAliveMs: KEEP_ALIVE_MS, lingerMs: LINGER_MS },
  };

  const nodeConnection = (socket: Socket) => ({
    isBusy: () => node.running(socket).length > 0 || upgrades.has(socket),
    closeAfterAnswer() {
      const [only, ...more] = node.running(socket);
      if (only !== undefined && more.length === 0 && !only.headersSent) only.shouldKeepAlive = false;
    },
    // Node does that itself.
    sweep: () => undefined,
  });

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    connections.add(socket, new RawConnection(socket, raw));
  });
  const sweepMs = Math.min(SWEEP_MS, headersMs, requestMs);
  const sweeping = setInterval(() => connections.sweep(performance.now()), sweepMs).unref();
  await listen(server, port, host);

  return {
    port: (server.address() as AddressInfo).port,
    leave() {
      draining = true;
      connections.closeAfterAnswers();
    },
    async close(drainMs) {
      draining = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      connections.closeAfterAnswers();
      const poll = setInterval(() => connections.closeIdle(DRAIN_IDLE_MS), DRAIN_POLL_MS);
      const cut = setTimeout(() => connections.cut(), drainMs);
      await closed;
      clearInterval(poll);
      clearInterval(sweeping);
      clearTimeout(cut);
      node.close();
      // Answers and connections that were cut still write their records.
      await upgrades.settled();
      if (handling > 0) await new Promise<void>((resolve) => (allHandled = resolve));
    },
  };
}

/** The proxy's own routes. */
function isAdmin(url: string): boolean {
  return adminPaths.has(url);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
