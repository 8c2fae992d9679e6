import type { Socket } from 'node:net';
import { WHOLE_UP_TO_BYTES } from '../body/read-body.ts';
import type { Connection } from '../connections.ts';
import { readRequestHead, type RequestHead } from '../http1/request-head.ts';
import { RawExchange } from './raw-exchange.ts';

/** What a connection needs of the server. */
export interface RawServer {
  /** Whether the request is one for `handle`, and not one of the proxy's own routes. */
  takes(head: RequestHead): boolean;
  handle(exchange: RawExchange): void;
  /** The answer is done with, whether it is complete or not. */
  ended(exchange: RawExchange): void;
  /** Gives the connection for good to Node's HTTP server, beginning with `bytes`. */
  handOver(connection: RawConnection, bytes: Buffer): void;
  /** A connection tells its client to open a new one. */
  readonly draining: boolean;
  readonly limits: RawLimits;
}

/** All in ms. */
interface RawLimits {
  /** For a new connection to send something. */
  headersMs: number;
  /** For all of a request. */
  requestMs: number;
  /** Between two requests. */
  keepAliveMs: number;
  /** For the rest of a body that was refused. */
  lingerMs: number;
}

/** Of requests sent before the answer to the one before them. */
const MAX_PENDING_BYTES = 64 * 1024;
const NEVER = Number.POSITIVE_INFINITY;

/**
 * A client's connection, read without Node's HTTP server as long as its requests are of the plain kind: that server
 * costs more than all that we do with a request. The first that isn't plain takes the connection there.
 */
export class RawConnection implements Connection {
  readonly socket: Socket;
  readonly #server: RawServer;
  #exchange: RawExchange | null = null;
  /** What came behind the present request. */
  #pending: Buffer | null = null;
  /** Instant on the steady clock at which the present wait is over, ms. */
  #deadline: number;
  #handedOver = false;

  constructor(socket: Socket, server: RawServer) {
    this.socket = socket;
    this.#server = server;
    this.#deadline = performance.now() + server.limits.headersMs;
    socket.on('data', this.#onData);
    socket.on('drain', this.#onDrain);
    socket.on('end', this.#onEnd);
    socket.on('close', this.#onClose);
    // A connection that breaks shows as 'close'; without a listener 'error' would end the process.
    socket.on('error', ignore);
  }

  isBusy(): boolean {
    return this.#exchange !== null;
  }

  closeAfterAnswer(): void {
    if (this.#exchange?.status === 0) this.#exchange.keepAlive = false;
  }

  /** Ends waits that took too long. */
  sweep(now: number): void {
    if (now < this.#deadline) return;
    this.#deadline = NEVER;
    const exchange = this.#exchange;
    if (exchange?.awaitsBody === true) exchange.bodyTimedOut();
    else this.socket.destroy();
  }

  /** The answer has gone out; the body may still be coming. */
  answered(exchange: RawExchange): void {
    if (exchange.bodyLeft > 0) this.#deadline = performance.now() + this.#server.limits.lingerMs;
    else this.#end(exchange);
  }

  readonly #onData = (chunk: Buffer): void => {
    const exchange = this.#exchange;
    if (exchange === null) return this.#begin(chunk);
    const rest = exchange.takeBody(chunk);
    if (rest !== null) this.#hold(rest);
    if (exchange.bodyLeft > 0) return;
    if (exchange.isAnswered) this.#end(exchange);
    else this.#deadline = NEVER;
  };

  #begin(bytes: Buffer): void {
    const head = readRequestHead(bytes);
    if (head === null || (head.contentLength ?? 0) > WHOLE_UP_TO_BYTES || !this.#server.takes(head)) {
      return this.#handOver(bytes);
    }
    const exchange = new RawExchange(this, head, this.#server.draining);
    this.#exchange = exchange;
    const rest = bytes.length === head.end ? null : exchange.takeBody(bytes.subarray(head.end));
    if (rest !== null) this.#hold(rest);
    this.#deadline = exchange.bodyLeft > 0 ? performance.now() + this.#server.limits.requestMs : NEVER;
    this.#server.handle(exchange);
  }

  #hold(bytes: Buffer): void {
    this.#pending = this.#pending === null ? bytes : Buffer.concat([this.#pending, bytes]);
    if (this.#pending.length > MAX_PENDING_BYTES) this.socket.pause();
  }

  /** The exchange is over: the connection is free for the next one. */
  #end(exchange: RawExchange): void {
    this.#exchange = null;
    this.#server.ended(exchange);
    if (!exchange.keepAlive) return void this.socket.destroySoon();
    this.#deadline = performance.now() + this.#server.limits.keepAliveMs;
    if (this.#pending !== null) process.nextTick(this.#next);
  }

  readonly #next = (): void => {
    const bytes = this.#pending;
    if (bytes === null || this.#exchange !== null || this.socket.destroyed) return;
    // Whoever gets the connection next gets it flowing, not about to.
    if (this.socket.isPaused()) return void this.socket.once('resume', this.#next).resume();
    this.#pending = null;
    this.#begin(bytes);
  };

  #handOver(bytes: Buffer): void {
    const { socket } = this;
    this.#handedOver = true;
    this.#deadline = NEVER;
    socket.off('data', this.#onData);
    socket.off('drain', this.#onDrain);
    socket.off('end', this.#onEnd);
    socket.off('close', this.#onClose);
    // A socket that has just read will start reading again behind this, whether or not its new owner has stopped it.
    let all = bytes;
    const collect = (chunk: Buffer): void => {
      all = Buffer.concat([all, chunk]);
    };
    let ended = false;
    const end = (): void => {
      ended = true;
    };
    socket.on('data', collect).on('end', end);
    setImmediate(() => {
      socket.off('data', collect).off('end', end).off('error', ignore);
      if (socket.destroyed) return;
      this.#server.handOver(this, all);
      if (ended) socket.emit('end');
    });
  }

  readonly #onDrain = (): void => {
    this.#exchange?.drained();
  };

  /** Who says that nothing more comes has left: that is what clients do that give up. */
  readonly #onEnd = (): void => {
    if (this.#exchange === null) this.socket.end();
    else this.socket.destroy();
  };

  readonly #onClose = (): void => {
    const exchange = this.#exchange;
    this.#deadline = NEVER;
    if (exchange === null || this.#handedOver) return;
    this.#exchange = null;
    exchange.gone();
    this.#server.ended(exchange);
  };
}

const ignore = (): void => undefined;
