/** Bytes that grow as they are written, little-endian as ClickHouse has them. Written from the start again after `take`. */
export class ByteSink {
  #bytes: Buffer;
  #end = 0;

  constructor(size = 64 * 1024) {
    this.#bytes = Buffer.allocUnsafeSlow(size);
  }

  /** A copy of what was written since the last `take`. */
  take(): Buffer {
    const taken = Buffer.allocUnsafe(this.#end);
    this.#bytes.copy(taken, 0, 0, this.#end);
    this.#end = 0;
    return taken;
  }

  /** Forgets what was written since the last `take`. */
  clear(): void {
    this.#end = 0;
  }

  uint8(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#end++] = value;
  }

  uint16(value: number): void {
    this.#reserve(2);
    this.#end = this.#bytes.writeUInt16LE(value, this.#end);
  }

  uint32(value: number): void {
    this.#reserve(4);
    this.#end = this.#bytes.writeUInt32LE(value, this.#end);
  }

  /** A whole number that a double holds exactly, as 64 bits, in two's complement below zero. */
  int64(value: number): void {
    this.#reserve(8);
    const high = Math.floor(value / 4_294_967_296);
    this.#bytes.writeUInt32LE(value - high * 4_294_967_296, this.#end);
    this.#end = this.#bytes.writeInt32LE(high | 0, this.#end + 4);
  }

  bigInt64(value: bigint): void {
    this.#reserve(8);
    this.#end = this.#bytes.writeBigInt64LE(value, this.#end);
  }

  float64(value: number): void {
    this.#reserve(8);
    this.#end = this.#bytes.writeDoubleLE(value, this.#end);
  }

  float32(value: number): void {
    this.#reserve(4);
    this.#end = this.#bytes.writeFloatLE(value, this.#end);
  }

  /** A length, seven bits a byte (LEB128). */
  varint(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#end++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#bytes[this.#end++] = rest;
  }

  /** Text as UTF-8 behind its length. */
  text(value: string): void {
    // Three bytes at the most for a UTF-16 unit: below 128 the length is one byte, written when it is known.
    if (value.length <= 42) {
      this.#reserve(128);
      const length = this.#bytes.write(value, this.#end + 1);
      this.#bytes[this.#end] = length;
      this.#end += 1 + length;
      return;
    }
    const length = Buffer.byteLength(value);
    this.varint(length);
    this.#reserve(length);
    this.#end += this.#bytes.write(value, this.#end);
  }

  #reserve(bytes: number): void {
    if (this.#end + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#end + bytes));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
}
