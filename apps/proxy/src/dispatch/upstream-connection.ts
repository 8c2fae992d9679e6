import type { OnReadOpts, Socket } from 'node:net';
import { errors } from 'undici';
import { type AnswerHead, InvalidAnswerError, readAnswerHead } from '../http1/answer-head.ts';
import { type ChunkDecoder, createChunkDecoder } from '../http1/chunk-decoder.ts';
import type { AnswerReceiver } from './call-upstream.ts';

/** A call as it goes over the wire. */
export interface WireRequest {
  method: string;
  /** Request line and headers with the empty line behind them. */
  head: string;
  body: Buffer | null;
  /** False where somebody else watches how long the answer's headers take. */
  timed: boolean;
}

export interface ConnectionLimits {
  /** Until the answer's headers are there, ms. */
  headersMs: number;
  /** Between two pieces of the answer, ms. */
  idleMs: number;
}

/** Of an answer. */
const MAX_HEADER_BYTES = 256 * 1024;
/** A body up to this size is copied behind the head, so that both go out with one write. */
const MAX_JOINED_BYTES = 64 * 1024;
const END_OF_HEAD = Buffer.from('\r\n\r\n');
const NEVER = Number.POSITIVE_INFINITY;

const readers = new WeakMap<Socket, (chunk: Buffer) => void>();
/** What a socket reads is in here until its reader has run; all of them share it, because they read one by one. */
const readBuffer = Buffer.allocUnsafeSlow(64 * 1024);

/**
 * For `net.connect`: hands over copies of just the bytes that came. Without it Node allocates 64 KB for each read and
 * sends every chunk through the machinery of streams, which costs as much as parsing it.
 */
export const onread: OnReadOpts = {
  buffer: readBuffer,
  callback(this: Socket, length: number): boolean {
    const reader = readers.get(this);
    // Who speaks before it is asked is not to be trusted.
    if (reader === undefined) this.destroy();
    else reader(Buffer.from(readBuffer.subarray(0, length)));
    return true;
  },
};

/**
 * One kept-alive connection to a server; carries one call at a time and is never used again once anything on it was
 * not as it should be.
 */
export class UpstreamConnection {
  /** Instant on the steady clock at which the present wait is over, ms. */
  deadline = NEVER;
  /** How long the server said that it keeps the connection, ms. */
  keepAliveMs: number | null = null;
  readonly #socket: Socket;
  readonly #limits: ConnectionLimits;
  readonly #onIdle: (connection: UpstreamConnection) => void;
  readonly #onGone: (connection: UpstreamConnection) => void;
  #receiver: AnswerReceiver | null = null;
  #method = '';
  #head: AnswerHead | null = null;
  /** Bytes of a head that isn't complete. */
  #partial: Buffer | null = null;
  #left = 0;
  #chunks: ChunkDecoder | null = null;
  #paused = false;

  constructor(
    socket: Socket,
    limits: ConnectionLimits,
    onIdle: (connection: UpstreamConnection) => void,
    onGone: (connection: UpstreamConnection) => void,
  ) {
    this.#socket = socket;
    this.#limits = limits;
    this.#onIdle = onIdle;
    this.#onGone = onGone;
    socket.setNoDelay(true);
    readers.set(socket, (chunk) => this.#onData(chunk));
    socket.on('end', () => this.#onEnd());
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => {
      this.#fail(new errors.SocketError('other side closed'));
      this.#onGone(this);
    });
  }

  /** Sends a call; `receiver` gets the answer. Only on a connection that carries none. */
  send({ method, head, body, timed }: WireRequest, receiver: AnswerReceiver): void {
    this.#method = method;
    this.#receiver = receiver;
    receiver.onSend();
    this.deadline = timed ? deadlineIn(this.#limits.headersMs) : NEVER;
    const socket = this.#socket;
    if (body === null) socket.write(head, 'latin1');
    else if (body.length <= MAX_JOINED_BYTES) {
      const message = Buffer.allocUnsafe(head.length + body.length);
      message.write(head, 'latin1');
      message.set(body, head.length);
      socket.write(message);
    } else {
      socket.cork();
      socket.write(head, 'latin1');
      socket.write(body);
      socket.uncork();
    }
  }

  /** Goes on after the receiver was too slow. */
  readonly resume = (): void => {
    if (!this.#paused) return;
    this.#paused = false;
    if (this.#receiver !== null) this.deadline = deadlineIn(this.#limits.idleMs);
    this.#socket.resume();
  };

  /** Ends the connection at once; whoever waits for an answer is told `error`. */
  destroy(error: Error): void {
    this.#fail(error);
    this.#socket.destroy();
  }

  /** The present wait took too long. */
  giveUp(): void {
    if (this.#receiver === null) return void this.#socket.destroy();
    this.destroy(this.#head === null ? new errors.HeadersTimeoutError() : new errors.BodyTimeoutError());
  }

  #onData(chunk: Buffer): void {
    // Nobody asked for anything: what comes could only be taken for the answer to the next call.
    if (this.#receiver === null) return void this.#socket.destroy();
    try {
      const at = this.#head === null ? this.#readHead(chunk) : { bytes: chunk, from: 0 };
      if (at !== null) this.#readBody(at.bytes, at.from);
    } catch (error) {
      this.destroy(error instanceof Error ? error : new InvalidAnswerError(String(error)));
    }
  }

  /** Reads a head; gives where the body begins, or null where the head isn't complete. */
  #readHead(chunk: Buffer): { bytes: Buffer; from: number } | null {
    let bytes = this.#partial === null ? chunk : Buffer.concat([this.#partial, chunk]);
    for (;;) {
      const end = bytes.indexOf(END_OF_HEAD);
      if (end === -1 || end > MAX_HEADER_BYTES) {
        if (bytes.length > MAX_HEADER_BYTES) throw new errors.HeadersOverflowError();
        this.#partial = bytes;
        return null;
      }
      this.#partial = null;
      const head = readAnswerHead(bytes.toString('latin1', 0, end + 2), this.#method);
      if (head.status === 101)
        throw new InvalidAnswerError('It switches to a protocol that nobody asked for');
      if (head.status >= 200) {
        this.#begin(head);
        return { bytes, from: end + 4 };
      }
      // 100 and 103 only announce what follows.
      bytes = bytes.subarray(end + 4);
      if (bytes.length === 0) return null;
    }
  }

  #begin(head: AnswerHead): void {
    this.#head = head;
    if (head.keepAliveMs !== null) this.keepAliveMs = head.keepAliveMs;
    this.#left = head.framing.kind === 'length' ? head.framing.bytes : 0;
    this.#chunks = head.framing.kind === 'chunked' ? createChunkDecoder() : null;
    this.#receiver?.onHead(head.status, head.statusText, head.headers, this.resume);
  }

  #readBody(bytes: Buffer, from: number): void {
    const head = this.#head;
    if (head === null || this.#receiver === null) return;
    this.deadline = deadlineIn(this.#limits.idleMs);
    let end = -1;
    switch (head.framing.kind) {
      case 'none':
        end = from;
        break;
      case 'length': {
        const stop = Math.min(bytes.length, from + this.#left);
        this.#left -= stop - from;
        if (stop > from) this.#take(from === 0 && stop === bytes.length ? bytes : bytes.subarray(from, stop));
        if (this.#left === 0) end = stop;
        break;
      }
      case 'chunked':
        end = this.#chunks?.read(bytes, from, this.#take) ?? -1;
        break;
      case 'close':
        if (bytes.length > from) this.#take(bytes.subarray(from));
    }
    if (end !== -1) this.#complete(head, end === bytes.length);
  }

  readonly #take = (data: Buffer): void => {
    // A receiver that gave up meanwhile has destroyed the connection.
    if (this.#receiver === null) return;
    if (this.#receiver.onData(data) || this.#paused) return;
    this.#paused = true;
    this.deadline = NEVER;
    this.#socket.pause();
  };

  #complete({ keepAlive }: AnswerHead, clean: boolean): void {
    const receiver = this.#receiver;
    this.#receiver = null;
    this.#head = null;
    this.#chunks = null;
    this.deadline = NEVER;
    // More than the answer, or an answer before the whole request was sent: who knows what the next one would get.
    if (keepAlive && clean && this.#socket.writableLength === 0) {
      this.resume();
      this.#onIdle(this);
    } else this.#socket.destroy();
    receiver?.onComplete();
  }

  #onEnd(): void {
    const head = this.#head;
    if (head?.framing.kind === 'close') this.#complete(head, false);
    else this.destroy(new errors.SocketError('other side closed'));
  }

  #fail(error: Error): void {
    const receiver = this.#receiver;
    this.#receiver = null;
    this.deadline = NEVER;
    receiver?.onError(error);
  }
}

function deadlineIn(ms: number): number {
  return ms === 0 ? NEVER : performance.now() + ms;
}
