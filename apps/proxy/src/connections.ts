import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** The clients' connections, so that a draining process closes none on which a request may be under way. */
export interface Connections {
  requestBegan(socket: Socket): void;
  requestEnded(socket: Socket): void;
  /** Requests that run on a connection now. */
  running(socket: Socket): number;
  /**
   * To be called again and again while draining: closes those that carry no request and on which nothing came
   * for `idleMs` since the first of these calls.
   */
  closeIdle(idleMs: number): void;
}

interface State {
  running: number;
  /** As of the last look; a half-sent request shows in it before Node reports it. */
  bytesRead: number;
  stillSince: number;
}

export function watchConnections(server: Server): Connections {
  const states = new Map<Socket, State>();
  server.on('connection', (socket: Socket) => {
    states.set(socket, { running: 0, bytesRead: -1, stillSince: 0 });
    socket.once('close', () => states.delete(socket));
  });
  const add = (socket: Socket, count: number): void => {
    const state = states.get(socket);
    if (state !== undefined) state.running += count;
  };
  return {
    requestBegan: (socket) => add(socket, 1),
    requestEnded: (socket) => add(socket, -1),
    running: (socket) => states.get(socket)?.running ?? 0,
    closeIdle(idleMs) {
      const now = performance.now();
      for (const [socket, state] of states) {
        if (state.running > 0 || socket.bytesRead !== state.bytesRead) {
          state.bytesRead = state.running > 0 ? -1 : socket.bytesRead;
          state.stillSince = now;
        } else if (now - state.stillSince >= idleMs) socket.destroy();
      }
    },
  };
}
