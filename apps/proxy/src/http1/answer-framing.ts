import type { Socket } from 'node:net';

/** Pieces up to this size are copied together with what frames them, so that they go out with one write. */
const MAX_JOINED_BYTES = 16 * 1024;
const LAST_CHUNK = '0\r\n\r\n';
/** What clients are told of how long an idle connection is kept, seconds. */
export const KEEP_ALIVE_SECONDS = 75;

/** Writes one answer in HTTP/1.1, with the length that it announces or in chunks. */
export class AnswerFraming {
  /** Null when it has gone out. */
  #head: string | null;
  readonly #chunked: boolean;

  /** `headers` are name, value, … of characters that a header may hold, without those that frame the message. */
  constructor(status: number, statusText: string, headers: readonly string[], keepAlive: boolean) {
    let head = `HTTP/1.1 ${status} ${statusText}\r\n`;
    let hasLength = false;
    for (let i = 0; i < headers.length; i += 2) {
      const name = headers[i] ?? '';
      head += `${name}: ${headers[i + 1] ?? ''}\r\n`;
      if (name.length === 14 && name.toLowerCase() === 'content-length') hasLength = true;
    }
    this.#chunked = !hasLength && status >= 200 && status !== 204 && status !== 304;
    if (this.#chunked) head += 'Transfer-Encoding: chunked\r\n';
    head += keepAlive
      ? `Connection: keep-alive\r\nKeep-Alive: timeout=${KEEP_ALIVE_SECONDS}\r\n\r\n`
      : 'Connection: close\r\n\r\n';
    this.#head = head;
  }

  /** The head, once; null where it has gone out. */
  takeHead(): string | null {
    const head = this.#head;
    this.#head = null;
    return head;
  }

  /** False where the client is slower than what is sent. */
  write(socket: Socket, piece: Buffer): boolean {
    if (piece.length === 0) return true;
    const before = (this.takeHead() ?? '') + (this.#chunked ? `${piece.length.toString(16)}\r\n` : '');
    return send(socket, before, piece, this.#chunked ? '\r\n' : '');
  }

  end(socket: Socket, last: Buffer | null): void {
    const head = this.takeHead() ?? '';
    const piece = last === null || last.length === 0 ? null : last;
    if (piece !== null) {
      const size = this.#chunked ? `${piece.length.toString(16)}\r\n` : '';
      send(socket, head + size, piece, this.#chunked ? `\r\n${LAST_CHUNK}` : '');
    } else {
      const text = head + (this.#chunked ? LAST_CHUNK : '');
      if (text !== '') socket.write(text, 'latin1');
    }
  }
}

function send(socket: Socket, before: string, piece: Buffer, after: string): boolean {
  if (before === '' && after === '') return socket.write(piece);
  const bytes = before.length + piece.length + after.length;
  if (bytes <= MAX_JOINED_BYTES) {
    const message = Buffer.allocUnsafe(bytes);
    message.write(before, 'latin1');
    message.set(piece, before.length);
    if (after !== '') message.write(after, before.length + piece.length, 'latin1');
    return socket.write(message);
  }
  socket.cork();
  if (before !== '') socket.write(before, 'latin1');
  let ready = socket.write(piece);
  if (after !== '') ready = socket.write(after, 'latin1');
  socket.uncork();
  return ready;
}
