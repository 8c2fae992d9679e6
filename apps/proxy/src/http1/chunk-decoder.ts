import { InvalidAnswerError } from './answer-head.ts';

/** Takes a body out of its chunks (RFC 9112 §7.1). */
export interface ChunkDecoder {
  /**
   * Reads `bytes` from `from` on and hands the data in them to `take`, piece by piece. Gives where the body ended,
   * or -1 where it goes on. Throws {@link InvalidAnswerError}.
   */
  read(bytes: Buffer, from: number, take: (data: Buffer) => void): number;
}

const CR = 0x0d;
const LF = 0x0a;
const SEMICOLON = 0x3b;
/** Of the line with a chunk's size and extensions, and of all trailers. */
const MAX_LINE_BYTES = 16 * 1024;
/** 2^52 and less, so that sums stay exact. */
const MAX_DIGITS = 13;

/** What the next byte belongs to. */
const At = {
  FirstDigit: 0,
  Size: 1,
  Extension: 2,
  SizeLf: 3,
  Data: 4,
  DataCr: 5,
  DataLf: 6,
  Trailer: 7,
  TrailerLf: 8,
} as const;

export function createChunkDecoder(): ChunkDecoder {
  let at: (typeof At)[keyof typeof At] = At.FirstDigit;
  let left = 0;
  let digits = 0;
  let lineBytes = 0;
  /** Whether the present line of the trailer section is still empty. */
  let emptyLine = true;

  function readByte(byte: number): boolean {
    switch (at) {
      case At.FirstDigit:
      case At.Size: {
        const digit = hexDigit(byte);
        if (digit !== -1) {
          left = left * 16 + digit;
          if (++digits > MAX_DIGITS) throw new InvalidAnswerError('A chunk is too long');
          at = At.Size;
        } else if (at === At.FirstDigit) throw new InvalidAnswerError('A chunk has no size');
        else if (byte === CR) at = At.SizeLf;
        else if (byte === SEMICOLON || byte === 0x20 || byte === 0x09) at = At.Extension;
        else throw new InvalidAnswerError("A chunk's size is malformed");
        return false;
      }
      case At.Extension:
        if (byte === LF || ++lineBytes > MAX_LINE_BYTES)
          throw new InvalidAnswerError("A chunk's extension is malformed");
        if (byte === CR) at = At.SizeLf;
        return false;
      case At.SizeLf:
        if (byte !== LF) throw new InvalidAnswerError("A chunk's size is malformed");
        lineBytes = 0;
        emptyLine = true;
        at = left === 0 ? At.Trailer : At.Data;
        return false;
      case At.DataCr:
        if (byte !== CR) throw new InvalidAnswerError('A chunk is longer than its size');
        at = At.DataLf;
        return false;
      case At.DataLf:
        if (byte !== LF) throw new InvalidAnswerError('A chunk is longer than its size');
        digits = 0;
        at = At.FirstDigit;
        return false;
      case At.Trailer:
        if (byte === LF || ++lineBytes > MAX_LINE_BYTES)
          throw new InvalidAnswerError('A trailer is malformed');
        if (byte === CR) at = At.TrailerLf;
        else emptyLine = false;
        return false;
      case At.TrailerLf: {
        if (byte !== LF) throw new InvalidAnswerError('A trailer is malformed');
        const ended = emptyLine;
        emptyLine = true;
        at = At.Trailer;
        return ended;
      }
      case At.Data:
        return false;
    }
  }

  return {
    read(bytes, from, take) {
      let position = from;
      while (position < bytes.length) {
        if (at === At.Data) {
          const end = Math.min(bytes.length, position + left);
          left -= end - position;
          take(position === 0 && end === bytes.length ? bytes : bytes.subarray(position, end));
          position = end;
          if (left === 0) at = At.DataCr;
        } else if (readByte(bytes[position++] ?? 0)) return position;
      }
      return -1;
    },
  };
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
