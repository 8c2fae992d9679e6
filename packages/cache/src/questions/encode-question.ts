/** A question as it is kept: its text for the check after the vectors, and its vector of length 1. */
export interface KeptQuestion {
  text: string;
  vector: Float32Array;
}

const VERSION = 1;
const HEAD_BYTES = 7;
const LARGEST = 32_767;

/**
 * The question as bytes: version, dimensions, scale, 16 bits for each dimension, text. A cosine is off by less than
 * 0.0001, at half the memory.
 */
export function encodeQuestion({ text, vector }: KeptQuestion): Buffer {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = largest === 0 ? 1 : largest / LARGEST;
  const head = Buffer.alloc(HEAD_BYTES + vector.length * 2);
  head.writeUInt8(VERSION);
  head.writeUInt16LE(vector.length, 1);
  head.writeFloatLE(scale, 3);
  for (const [index, value] of vector.entries()) {
    head.writeInt16LE(
      Math.max(-LARGEST, Math.min(LARGEST, Math.round(value / scale))),
      HEAD_BYTES + index * 2,
    );
  }
  return Buffer.concat([head, Buffer.from(text)]);
}

/** Reads a question; null where it is not one of this version's. */
export function decodeQuestion(bytes: Buffer): KeptQuestion | null {
  if (bytes.length < HEAD_BYTES || bytes[0] !== VERSION) return null;
  const dimensions = bytes.readUInt16LE(1);
  const scale = bytes.readFloatLE(3);
  const end = HEAD_BYTES + dimensions * 2;
  if (end > bytes.length) return null;
  const vector = new Float32Array(dimensions);
  for (let i = 0; i < dimensions; i++) vector[i] = bytes.readInt16LE(HEAD_BYTES + i * 2) * scale;
  return { vector, text: bytes.toString('utf8', end) };
}
