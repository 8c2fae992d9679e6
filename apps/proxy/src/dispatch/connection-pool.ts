import { type buildConnector, errors } from 'undici';
import type { AnswerReceiver } from './call-upstream.ts';
import { type ConnectionLimits, UpstreamConnection, type WireRequest } from './upstream-connection.ts';

export interface PoolOptions extends ConnectionLimits {
  /** Makes a connection: TLS verified, addresses checked, bounded in time. */
  connect: buildConnector.connector;
  /** How long a connection may lie idle, ms. */
  keepAliveMs: number;
}

/** Kept-alive HTTP/1.1 connections to one origin, as many as calls run at once. */
export interface ConnectionPool {
  /** Makes a call on an idle connection or a new one. What it returns ends the call at once. */
  call(request: WireRequest, receiver: AnswerReceiver): (error: Error) => void;
  /** Ends waits that took too long and connections that lie idle; gives how many connections are left. */
  sweep(now: number): number;
  /** Idle connections end now, the others when their call has. */
  close(): void;
  /** Ends everything at once. */
  destroy(): void;
}

/** A server announces when it will close; a call that crosses this on its way would be lost. */
const KEEP_ALIVE_MARGIN_MS = 1_000;

export function createConnectionPool(origin: string, options: PoolOptions): ConnectionPool {
  const { connect, keepAliveMs } = options;
  const url = new URL(origin);
  const target: buildConnector.Options = {
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    host: url.host,
    protocol: url.protocol,
    port: url.port,
  };
  /** The one used last is taken first, so that those too many die of idleness. */
  const idle: UpstreamConnection[] = [];
  const all = new Set<UpstreamConnection>();
  let closed = false;
  let destroyed = false;

  function onIdle(connection: UpstreamConnection): void {
    const keepMs = Math.min(
      keepAliveMs,
      connection.keepAliveMs === null ? keepAliveMs : connection.keepAliveMs - KEEP_ALIVE_MARGIN_MS,
    );
    if (closed || keepMs <= 0) return connection.giveUp();
    connection.deadline = performance.now() + keepMs;
    idle.push(connection);
  }

  function onGone(connection: UpstreamConnection): void {
    all.delete(connection);
    const at = idle.indexOf(connection);
    if (at !== -1) idle.splice(at, 1);
  }

  function callOnNew(request: WireRequest, receiver: AnswerReceiver): (error: Error) => void {
    let over = false;
    let connection: UpstreamConnection | null = null;
    function fail(error: Error): void {
      if (!over) receiver.onError(error);
      over = true;
    }
    connect(target, (error, socket) => {
      if (error !== null) return fail(error);
      if (destroyed) {
        socket.destroy();
        return fail(new errors.ClientDestroyedError());
      }
      connection = new UpstreamConnection(socket, options, onIdle, onGone);
      all.add(connection);
      // Who asked for it is gone; the next one need not wait.
      if (over) onIdle(connection);
      else connection.send(request, receiver);
    });
    return (error) => {
      if (connection === null) fail(error);
      else connection.destroy(error);
    };
  }

  return {
    call(request, receiver) {
      const connection = idle.pop();
      if (connection === undefined) return callOnNew(request, receiver);
      connection.send(request, receiver);
      return (error) => connection.destroy(error);
    },
    sweep(now) {
      for (const connection of all) if (connection.deadline <= now) connection.giveUp();
      return all.size;
    },
    close() {
      closed = true;
      for (const connection of [...idle]) connection.giveUp();
    },
    destroy() {
      closed = true;
      destroyed = true;
      for (const connection of all) connection.destroy(new errors.ClientDestroyedError());
    },
  };
}
