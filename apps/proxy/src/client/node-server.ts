import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { answerBrokenRequest } from '../broken-request.ts';

export interface NodeServerOptions {
  onRequest: (req: IncomingMessage, res: ServerResponse) => void;
  /** A client asks for another protocol on its connection, which Node's HTTP no longer looks after from here on. */
  onUpgrade: (req: IncomingMessage, socket: Socket, head: Buffer) => void;
  /** The answer is done with, whether it is complete or not. */
  onEnded: (res: ServerResponse) => void;
  headersMs: number;
  requestMs: number;
  keepAliveMs: number;
}

/** Node's HTTP server, for connections with anything on them that isn't plain. It doesn't listen itself. */
export interface NodeServer {
  /** Serves a connection that flows, beginning with `bytes`. */
  serve(socket: Socket, bytes: Buffer): void;
  /** Answers that are being made on a connection, in the order in which they will be sent. */
  running(socket: Socket): readonly ServerResponse[];
  close(): void;
}

/** 64 properties of 1,024 characters have to fit. */
const MAX_HEADER_BYTES = 320 * 1024;
/** How often Node looks for clients that are too slow, at most. */
const CHECK_CLIENTS_MS = 5_000;
const NONE: readonly ServerResponse[] = [];

export function createNodeServer(options: NodeServerOptions): NodeServer {
  const { onRequest, onUpgrade, onEnded, headersMs, requestMs, keepAliveMs } = options;
  const running = new WeakMap<Socket, ServerResponse[]>();
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: Math.min(headersMs, requestMs),
    requestTimeout: requestMs,
    connectionsCheckingInterval: Math.min(CHECK_CLIENTS_MS, headersMs, requestMs),
    keepAliveTimeout: keepAliveMs,
  });
  // Node would drop what is beyond 2,000 headers without a word; their bytes are limited already.
  server.maxHeadersCount = 0;
  // Only a server that listens looks after clients that are too slow; this is what tells it that it does.
  server.emit('listening');

  function take(req: IncomingMessage, res: ServerResponse): void {
    // A connection that breaks shows as 'close' where it matters; without a listener 'error' would end the process.
    req.on('error', ignore);
    res.on('error', ignore);
    const { socket } = req;
    const list = running.get(socket) ?? [];
    list.push(res);
    running.set(socket, list);
    res.once('close', () => {
      list.splice(list.indexOf(res), 1);
      onEnded(res);
    });
    onRequest(req, res);
  }

  server.on('request', take);
  // Asked for when the body is about to be read, so that a refused request never sends one.
  server.on('checkContinue', take);
  server.on('upgrade', (req, socket, head) => onUpgrade(req, socket as Socket, head));
  server.on('clientError', (error, socket) => {
    answerBrokenRequest(error, socket, running.get(socket as Socket) ?? NONE);
  });

  return {
    serve(socket, bytes) {
      server.emit('connection', socket);
      // Not by way of `unshift`: the socket would say that it resumes after the request has perhaps paused it.
      socket.emit('data', bytes);
    },
    running: (socket) => running.get(socket) ?? NONE,
    close: () => void server.close(ignore),
  };
}

const ignore = (): void => undefined;
