/** Chunks that rows are written into; what is taken of one stays valid, because it is never written again. */
const CHUNK_BYTES = 1024 * 1024;
/** Shorter texts than this are one byte long in their length, whatever they hold: three bytes at most a UTF-16 unit. */
const SHORT_TEXT = 42;

/** Bytes as they are written, little-endian as ClickHouse has them. */
export class ByteSink {
  #chunk: Buffer;
  #start = 0;
  #end = 0;

  constructor(chunkBytes = CHUNK_BYTES) {
    this.#chunk = Buffer.allocUnsafeSlow(chunkBytes);
  }

  /** What was written since the last `take` or `clear`, without a copy. */
  take(): Buffer {
    const taken = this.#chunk.subarray(this.#start, this.#end);
    this.#start = this.#end;
    return taken;
  }

  /** Forgets what was written since the last `take`. */
  clear(): void {
    this.#end = this.#start;
  }

  uint8(value: number): void {
    this.#reserve(1);
    this.#chunk[this.#end++] = value;
  }

  uint16(value: number): void {
    this.#reserve(2);
    this.#end = this.#chunk.writeUInt16LE(value, this.#end);
  }

  uint32(value: number): void {
    this.#reserve(4);
    this.#end = this.#chunk.writeUInt32LE(value, this.#end);
  }

  /** A whole number that a double holds exactly, as 64 bits, in two's complement below zero. */
  int64(value: number): void {
    this.#reserve(8);
    const high = Math.floor(value / 4_294_967_296);
    this.#chunk.writeUInt32LE(value - high * 4_294_967_296, this.#end);
    this.#end = this.#chunk.writeInt32LE(high | 0, this.#end + 4);
  }

  bigInt64(value: bigint): void {
    this.#reserve(8);
    this.#end = this.#chunk.writeBigInt64LE(value, this.#end);
  }

  float64(value: number): void {
    this.#reserve(8);
    this.#end = this.#chunk.writeDoubleLE(value, this.#end);
  }

  float32(value: number): void {
    this.#reserve(4);
    this.#end = this.#chunk.writeFloatLE(value, this.#end);
  }

  /** A length, seven bits a byte (LEB128). */
  varint(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest > 127) {
      this.#chunk[this.#end++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#chunk[this.#end++] = rest;
  }

  /** Text as UTF-8 behind its length. */
  text(value: string): void {
    if (value.length > SHORT_TEXT) {
      const bytes = Buffer.byteLength(value);
      this.varint(bytes);
      this.#reserve(bytes);
      this.#end += this.#chunk.write(value, this.#end);
      return;
    }
    this.#reserve(1 + 3 * SHORT_TEXT);
    if (this.#writeAscii(value)) return;
    const bytes = this.#chunk.write(value, this.#end + 1);
    this.#chunk[this.#end] = bytes;
    this.#end += 1 + bytes;
  }

  /** Short texts are mostly ASCII, where a loop is faster than the way out of JavaScript. */
  #writeAscii(value: string): boolean {
    const { length } = value;
    const start = this.#end + 1;
    for (let n = 0; n < length; n += 1) {
      const code = value.charCodeAt(n);
      if (code > 127) return false;
      this.#chunk[start + n] = code;
    }
    this.#chunk[this.#end] = length;
    this.#end = start + length;
    return true;
  }

  /** Goes on in a new chunk where this one is full, with what isn't taken yet. */
  #reserve(bytes: number): void {
    if (this.#end + bytes <= this.#chunk.length) return;
    const written = this.#end - this.#start;
    const next = Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, 2 * (written + bytes)));
    this.#chunk.copy(next, 0, this.#start, this.#end);
    this.#chunk = next;
    this.#start = 0;
    this.#end = written;
  }
}
