import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BodyCopy } from '../body/body-copy.ts';
import { type BodyLimits, readBody, type RequestBody } from '../body/read-body.ts';
import type { ErrorReply } from '../respond/error-reply.ts';
import type { ClientAnswer, ClientRequest } from './client-exchange.ts';

/** How long an unread body is still taken in after the answer, so that the client gets to read it. */
export const LINGER_MS = 5_000;

/** A request that Node's HTTP server took in. */
export class NodeRequest implements ClientRequest {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly host: string;
  readonly origin: string | undefined;
  readonly #req: IncomingMessage;
  readonly #res: ServerResponse;

  constructor(req: IncomingMessage, res: ServerResponse) {
    this.method = req.method ?? 'GET';
    this.url = req.url ?? '/';
    this.rawHeaders = req.rawHeaders;
    this.host = req.headers.host ?? '';
    this.origin = req.headers.origin;
    this.#req = req;
    this.#res = res;
  }

  readBody(copy: BodyCopy, limits: BodyLimits): Promise<RequestBody> {
    return readBody(this.#req, this.#res, copy, limits);
  }
}

export class NodeAnswer implements ClientAnswer {
  readonly #req: IncomingMessage;
  readonly #res: ServerResponse;

  constructor(req: IncomingMessage, res: ServerResponse) {
    this.#req = req;
    this.#res = res;
  }

  get status(): number {
    return this.#res.headersSent ? this.#res.statusCode : 0;
  }

  start(status: number, statusText: string, headers: string[]): void {
    this.#res.sendDate = false;
    this.#res.writeHead(status, statusText, headers);
  }

  flushHeaders(): void {
    if (!this.#res.writableEnded && !this.#res.destroyed) this.#res.flushHeaders();
  }

  write(chunk: Buffer): boolean {
    return this.#res.write(chunk);
  }

  end(last: Buffer | null): void {
    if (last === null) this.#res.end();
    else this.#res.end(last);
  }

  reply({ status, headers, body }: ErrorReply): void {
    const req = this.#req;
    const res = this.#res;
    if (res.destroyed) return;
    const { socket } = req;
    res.writeHead(status, headers);
    res.end(req.method === 'HEAD' ? undefined : body);
    if (req.complete) return;
    req.on('error', () => undefined);
    req.resume();
    const timer = setTimeout(() => socket.destroy(), LINGER_MS).unref();
    req.once('close', () => clearTimeout(timer));
    req.once('end', () => clearTimeout(timer));
  }

  cut(): void {
    this.#res.destroy();
  }

  onDrain(resume: () => void): void {
    this.#res.on('drain', resume);
  }

  onGone(leave: () => void): void {
    const res = this.#res;
    if (res.destroyed) return leave();
    res.once('close', () => {
      if (!res.writableFinished) leave();
    });
  }
}
