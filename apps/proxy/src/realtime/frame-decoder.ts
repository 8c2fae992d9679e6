/** Reads the frames of one direction of a WebSocket connection (RFC 6455 §5) out of a copy of its bytes. */
export interface FrameDecoder {
  /** The bytes may come in pieces of any size. */
  read(chunk: Buffer): void;
  /** Whether a close frame passed: the connection ended as it should. */
  readonly closed: boolean;
}

export interface FrameEvents {
  /** A whole text message. */
  onText(text: string): void;
  /** A message that was not kept: binary, compressed or too large. */
  onSkipped(bytes: number): void;
}

const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;
const FIRST_CONTROL = 8;
/** Of two bytes, an extended length of eight and a mask of four. */
const MAX_HEADER = 14;

/** What is known of the frame that is being read. */
interface Frame {
  opcode: number;
  isFinal: boolean;
  /** Bytes of the payload still to come, and where in the mask they begin. */
  left: number;
  mask: Buffer | null;
  maskAt: number;
}

/** Holds at most one message of `maxMessageBytes` and the header of one frame. */
export function createFrameDecoder(maxMessageBytes: number, events: FrameEvents): FrameDecoder {
  let header = Buffer.alloc(0);
  let frame: Frame | null = null;
  /** The message so far; null where it isn't kept. */
  let pieces: Buffer[] | null = [];
  let messageBytes = 0;
  let closed = false;

  function begin(opcode: number, isCompressed: boolean): void {
    if (opcode !== TEXT && opcode !== BINARY) return;
    pieces = opcode === TEXT && !isCompressed ? [] : null;
    messageBytes = 0;
  }

  function payload(bytes: Buffer, current: Frame): void {
    messageBytes += bytes.length;
    if (pieces === null) return;
    if (messageBytes > maxMessageBytes) {
      pieces = null;
      return;
    }
    pieces.push(current.mask === null ? Buffer.from(bytes) : unmask(bytes, current.mask, current.maskAt));
  }

  function end({ opcode, isFinal }: Frame): void {
    if (opcode >= FIRST_CONTROL || !isFinal) return;
    if (pieces === null) events.onSkipped(messageBytes);
    else events.onText(Buffer.concat(pieces).toString('utf8'));
    pieces = null;
  }

  return {
    read(chunk) {
      let rest = chunk;
      while (rest.length > 0 && !closed) {
        if (frame === null) {
          const joined = Buffer.concat([header, rest.subarray(0, MAX_HEADER - header.length)]);
          const found = readHeader(joined);
          if (found === null) {
            header = joined;
            return;
          }
          rest = rest.subarray(found.length - header.length);
          header = Buffer.alloc(0);
          frame = found.frame;
          if (frame.opcode === CLOSE) closed = true;
          begin(frame.opcode, found.isCompressed);
        }
        const part = rest.subarray(0, frame.left);
        if (frame.opcode < FIRST_CONTROL) payload(part, frame);
        frame.left -= part.length;
        frame.maskAt += part.length;
        rest = rest.subarray(part.length);
        if (frame.left > 0) return;
        end(frame);
        frame = null;
      }
    },
    get closed() {
      return closed;
    },
  };
}

function readHeader(bytes: Buffer): { frame: Frame; length: number; isCompressed: boolean } | null {
  if (bytes.length < 2) return null;
  const first = bytes.readUInt8(0);
  const second = bytes.readUInt8(1);
  const short = second & 0x7f;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const isMasked = (second & 0x80) !== 0;
  const length = 2 + lengthBytes + (isMasked ? 4 : 0);
  if (bytes.length < length) return null;
  const left =
    lengthBytes === 0 ? short : lengthBytes === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const mask = isMasked ? Buffer.from(bytes.subarray(length - 4, length)) : null;
  const opcode = first & 0x0f;
  return {
    frame: { opcode, isFinal: (first & 0x80) !== 0, left, mask, maskAt: 0 },
    length,
    isCompressed: (first & 0x40) !== 0,
  };
}

function unmask(bytes: Buffer, mask: Buffer, from: number): Buffer {
  const plain = Buffer.allocUnsafe(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) {
    plain[at] = (bytes[at] ?? 0) ^ (mask[(from + at) & 3] ?? 0);
  }
  return plain;
}
