/**
 * A bounded copy of a body that passes by, for the log: keeps at most `maxBytes`, counts all.
 * A class, because an object literal with getters made for each request has a shape of its own each time, and V8 keeps
 * what such a shape refers to, all of the request, until the next full collection.
 */
export class BodyCopy {
  /** Bytes that passed, kept or not. */
  bytes = 0;
  readonly #maxBytes: number;
  #keptBytes = 0;
  #first: Buffer | null = null;
  #more: Buffer[] | null = null;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Counts a piece and keeps of it what still fits. The piece must not change afterwards. */
  add(chunk: Buffer): void {
    this.bytes += chunk.length;
    const room = this.#maxBytes - this.#keptBytes;
    if (room <= 0) return;
    const piece = chunk.length > room ? chunk.subarray(0, room) : chunk;
    this.#keptBytes += piece.length;
    if (this.#first === null) this.#first = piece;
    else (this.#more ??= [this.#first]).push(piece);
  }

  get truncated(): boolean {
    return this.bytes > this.#keptBytes;
  }

  /** What was kept. */
  read(): Buffer {
    if (this.#more !== null) return Buffer.concat(this.#more, this.#keptBytes);
    return this.#first ?? Buffer.alloc(0);
  }
}
