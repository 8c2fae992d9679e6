import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** The clients' connections, so that a draining process closes none on which a request may be under way. */
export interface Connections {
  requestBegan(socket: Socket, res: ServerResponse): void;
  requestEnded(socket: Socket, res: ServerResponse): void;
  /** The answers that are being made on a connection now, in the order in which they will be sent. */
  running(socket: Duplex): readonly ServerResponse[];
  /** Those of all connections. */
  allRunning(): ServerResponse[];
  /**
   * To be called again and again while draining: closes those that carry no request and on which nothing came
   * for `idleMs` since the first of these calls.
   */
  closeIdle(idleMs: number): void;
}

interface State {
  /**
   * An array and not a Set: a Set that is added to and deleted from all the time leaves a chain of outgrown tables
   * behind, through which the garbage collector takes every request for one still in use.
   */
  running: ServerResponse[];
  /** As of the last look; a half-sent request shows in it before Node reports it. */
  bytesRead: number;
  stillSince: number;
}

export function watchConnections(server: Server): Connections {
  const states = new Map<Socket, State>();
  server.on('connection', (socket: Socket) => {
    states.set(socket, { running: [], bytesRead: -1, stillSince: 0 });
    socket.once('close', () => states.delete(socket));
  });
  return {
    requestBegan(socket, res) {
      states.get(socket)?.running.push(res);
    },
    requestEnded(socket, res) {
      const running = states.get(socket)?.running;
      const at = running?.indexOf(res) ?? -1;
      if (at !== -1) running?.splice(at, 1);
    },
    running: (socket) => states.get(socket as Socket)?.running ?? [],
    allRunning: () => [...states.values()].flatMap(({ running }) => running),
    closeIdle(idleMs) {
      const now = performance.now();
      for (const [socket, state] of states) {
        if (state.running.length > 0 || socket.bytesRead !== state.bytesRead) {
          state.bytesRead = state.running.length > 0 ? -1 : socket.bytesRead;
          state.stillSince = now;
        } else if (now - state.stillSince >= idleMs) socket.destroy();
      }
    },
  };
}
