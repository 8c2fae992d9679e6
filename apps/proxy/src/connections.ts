import type { Socket } from 'node:net';

/** A client's connection, as far as ending it goes. */
export interface Connection {
  /** Whether a request is under way on it. */
  isBusy(): boolean;
  /** The answer that is being made tells its client to open a new connection, if it can still say so. */
  closeAfterAnswer(): void;
  sweep(now: number): void;
}

/** The clients' connections, so that a draining process closes none on which a request may be under way. */
export interface Connections {
  add(socket: Socket, connection: Connection): void;
  /** Ends waits that took too long. */
  sweep(now: number): void;
  /** No client is to send another request on the connection that it has. */
  closeAfterAnswers(): void;
  /**
   * To be called again and again while draining: closes those that carry no request and on which nothing came
   * for `idleMs` since the first of these calls.
   */
  closeIdle(idleMs: number): void;
  /** Ends all at once. */
  cut(): void;
}

/**
 * What lay unread when a connection was looked at is read before the next immediate. A turn of the event loop that took
 * longer than this, in ms, may have let in another request meanwhile: the connection is closed in a later, quieter one.
 */
const QUIET_TURN_MS = 1;

interface State {
  connection: Connection;
  /** As of the last look; a half-sent request shows in it before it can be read. */
  bytesRead: number;
  stillSince: number;
}

export function createConnections(): Connections {
  const states = new Map<Socket, State>();
  const closeIfStill = (socket: Socket, { connection, bytesRead }: State): void => {
    const startedAt = performance.now();
    setImmediate(() => {
      const isStill = !connection.isBusy() && socket.bytesRead === bytesRead;
      if (isStill && performance.now() - startedAt < QUIET_TURN_MS) socket.destroy();
    });
  };
  return {
    add(socket, connection) {
      states.set(socket, { connection, bytesRead: -1, stillSince: 0 });
      socket.once('close', () => states.delete(socket));
    },
    sweep(now) {
      for (const { connection } of states.values()) connection.sweep(now);
    },
    closeAfterAnswers() {
      for (const { connection } of states.values()) connection.closeAfterAnswer();
    },
    closeIdle(idleMs) {
      const now = performance.now();
      for (const [socket, state] of states) {
        const busy = state.connection.isBusy();
        if (busy || socket.bytesRead !== state.bytesRead) {
          state.bytesRead = busy ? -1 : socket.bytesRead;
          state.stillSince = now;
        } else if (now - state.stillSince >= idleMs) closeIfStill(socket, state);
      }
    },
    cut() {
      for (const socket of states.keys()) socket.destroy();
    },
  };
}
