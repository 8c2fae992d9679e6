import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameDecoder } from './frame-decoder.ts';

interface Message {
  text: string;
  masked: boolean;
  /** Lengths at which the message is cut into frames. */
  cuts: number[];
}

/** The bytes of a frame as RFC 6455 §5.2 lays them out. */
function frame(opcode: number, payload: Buffer, { final = true, masked = false, reserved = 0 } = {}): Buffer {
  const length = payload.length;
  const short = length < 126 ? length : length < 65_536 ? 126 : 127;
  const head = [(final ? 0x80 : 0) | reserved | opcode, (masked ? 0x80 : 0) | short];
  const extended = Buffer.alloc(short === 126 ? 2 : short === 127 ? 8 : 0);
  if (short === 126) extended.writeUInt16BE(length);
  if (short === 127) extended.writeBigUInt64BE(BigInt(length));
  const mask = Buffer.from([7, 77, 177, 250]);
  const body = masked ? Buffer.from(payload.map((byte, i) => byte ^ (mask[i % 4] ?? 0))) : payload;
  return Buffer.concat([Buffer.from(head), extended, masked ? mask : Buffer.alloc(0), body]);
}

/** A message in fragments, with a ping between any two. */
function framesOf({ text, masked, cuts }: Message): Buffer {
  const bytes = Buffer.from(text);
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  const parts = [...ends, bytes.length].map((end, i) => bytes.subarray(i === 0 ? 0 : ends[i - 1], end));
  const frames = parts.map((part, i) =>
    frame(i === 0 ? 1 : 0, part, { final: i === parts.length - 1, masked }),
  );
  return Buffer.concat(
    frames.flatMap((one) => [one, frame(9, Buffer.from('ping'), { masked })]).slice(0, -1),
  );
}

function decode(bytes: Buffer, sizes: number[], maxBytes = 1e6) {
  const texts: string[] = [];
  const skipped: number[] = [];
  const decoder = createFrameDecoder(maxBytes, {
    onText: (text) => texts.push(text),
    onSkipped: (size) => skipped.push(size),
  });
  let at = 0;
  for (let i = 0; at < bytes.length; i += 1) {
    const size = sizes.length === 0 ? bytes.length : (sizes[i % sizes.length] ?? 1);
    decoder.read(bytes.subarray(at, at + size));
    at += size;
  }
  return { texts, skipped, closed: decoder.closed };
}

const message = fc.record({
  text: fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.nat(70_000).map((length) => 'å'.repeat(length)),
  ),
  masked: fc.boolean(),
  cuts: fc.array(fc.nat(100_000), { maxLength: 3 }),
});

describe('the frames of a WebSocket connection', () => {
  it('give the same messages however they are cut into frames and pieces', () => {
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 5000 }), { maxLength: 4 }),
        (messages, sizes) => {
          const bytes = Buffer.concat([...messages.map(framesOf), frame(8, Buffer.alloc(0))]);
          const expected = messages.map(({ text }) => text);
          expect(decode(bytes, sizes)).toEqual({ texts: expected, skipped: [], closed: true });
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('skip what is binary, compressed or too large, and go on behind it', () => {
    const bytes = Buffer.concat([
      frame(2, Buffer.alloc(300)),
      frame(1, Buffer.from('compressed'), { reserved: 0x40 }),
      frame(1, Buffer.alloc(2000, 'x')),
      frame(1, Buffer.from('kept')),
    ]);
    expect(decode(bytes, [7], 1000)).toEqual({ texts: ['kept'], skipped: [300, 10, 2000], closed: false });
  });
});
