import type { Duplex } from 'node:stream';
import type { HeliographError } from '@heliograph/contracts/error-codes';
import type { Dispatcher } from 'undici';
import { upstreamError } from '../dispatch/upstream-error.ts';

/** What became of asking a provider for a WebSocket connection. Headers are name, value, … as it sent them. */
export type UpstreamAnswer =
  | { kind: 'open'; headers: string[]; socket: Duplex }
  | { kind: 'refused'; status: number; headers: string[]; body: Buffer }
  | { kind: 'failed'; error: HeliographError };

export interface UpgradeCall {
  dispatcher: Dispatcher;
  origin: string;
  /** Path with query string. */
  path: string;
  headers: string[];
}

/** Of a refusal; what is beyond is dropped. */
const MAX_REFUSAL_BYTES = 256 * 1024;

/** Asks for the connection; never rejects. `cancel` gives it up. */
export function openUpstream(call: UpgradeCall): { answer: Promise<UpstreamAnswer>; cancel: () => void } {
  const handler = new UpgradeHandler(call.origin);
  const { dispatcher, path, headers } = call;
  dispatcher.dispatch({ method: 'GET', path, headers, upgrade: 'websocket' }, handler);
  return { answer: handler.answer, cancel: () => handler.cancel() };
}

class UpgradeHandler implements Dispatcher.DispatchHandler {
  readonly answer: Promise<UpstreamAnswer>;
  #settle: (answer: UpstreamAnswer) => void = () => undefined;
  #abort: ((error?: Error) => void) | null = null;
  #cancelled = false;
  #status = 0;
  #headers: string[] = [];
  #body: Buffer[] = [];
  #bytes = 0;
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
    this.answer = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  cancel(): void {
    this.#cancelled = true;
    this.#abort?.();
  }

  onConnect(abort: (error?: Error) => void): void {
    this.#abort = abort;
    if (this.#cancelled) abort();
  }

  onUpgrade(_status: number, rawHeaders: Buffer[] | string[] | null, socket: Duplex): void {
    this.#settle({ kind: 'open', headers: (rawHeaders ?? []).map(text), socket });
  }

  onHeaders(status: number, rawHeaders: Buffer[]): boolean {
    this.#status = status;
    this.#headers = rawHeaders.map(text);
    return true;
  }

  onData(chunk: Buffer): boolean {
    this.#bytes += chunk.length;
    if (this.#bytes <= MAX_REFUSAL_BYTES) this.#body.push(chunk);
    return true;
  }

  onComplete(): void {
    const body = Buffer.concat(this.#body);
    this.#settle({ kind: 'refused', status: this.#status, headers: this.#headers, body });
  }

  onError(error: Error): void {
    this.#settle({ kind: 'failed', error: upstreamError(error, this.#origin, false) });
  }
}

function text(value: Buffer | string): string {
  return typeof value === 'string' ? value : value.toString('latin1');
}
