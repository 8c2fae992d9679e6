import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { ProxyContext } from '../context.ts';
import { handleUpgrade } from './handle-upgrade.ts';
import { asPlainRequest } from './plain-request.ts';

/** The WebSocket connections of a server, on their way to their providers and back. */
export interface Upgrades {
  /** Takes over a connection on which a client asks for another protocol. */
  take(req: IncomingMessage, socket: Socket, head: Buffer): void;
  /** Whether a WebSocket connection runs on this one. */
  has(socket: Socket): boolean;
  /** Resolves when those that ran have written their records. */
  settled(): Promise<void>;
}

/** `serve` gives a connection back to the HTTP server, beginning with the bytes of a request. */
export function createUpgrades(
  proxy: ProxyContext,
  serve: (socket: Socket, bytes: Buffer) => void,
): Upgrades {
  const running = new Map<Socket, Promise<void>>();
  return {
    take(req, socket, head) {
      // Java's client asks for h2c with every first request. Whoever doesn't want to may go on as if nobody had asked.
      if (req.headers.upgrade?.toLowerCase() !== 'websocket') return serve(socket, asPlainRequest(req, head));
      // A connection that breaks shows as 'close' where it matters; without a listener 'error' would end the process.
      socket.on('error', () => undefined);
      // Bytes that came behind the request belong to the session.
      if (head.length > 0) socket.unshift(head);
      proxy.metrics.requestBegan();
      const handled = handleUpgrade(proxy, req, socket).finally(() => {
        running.delete(socket);
        proxy.metrics.requestLeft();
      });
      running.set(socket, handled);
    },
    has: (socket) => running.has(socket),
    async settled() {
      await Promise.allSettled(running.values());
    },
  };
}
