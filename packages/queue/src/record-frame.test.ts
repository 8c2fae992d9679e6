import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CapturedExchange, LogRecord } from '@heliograph/contracts/log-record';
import { sampleRecord } from '@heliograph/contracts/testing/sample-record';
import {
  FrameError,
  decodeFrames,
  encodeFrame,
  prepareFrame,
  scanFrames,
  writeFrame,
} from './record-frame.ts';

const record = sampleRecord({ userId: 'käthe', properties: [['Feature', 'поддержка']] });

const exchanges = fc.array(
  fc.record({
    record: fc
      .record({ userId: fc.option(fc.string({ unit: 'grapheme' })), latencyMs: fc.nat() })
      .map((part) => ({ ...record, ...part })),
    requestBody: fc.uint8Array(),
    responseBody: fc.uint8Array(),
  }),
);

function plain({ record: meta, requestBody, responseBody }: CapturedExchange) {
  return { record: meta, requestBody: Array.from(requestBody), responseBody: Array.from(responseBody) };
}

test('what is written is what is read, in order', () => {
  fc.assert(
    fc.property(exchanges, (list) => {
      const bytes = Buffer.concat(list.map(encodeFrame));
      const read = Array.from(decodeFrames(bytes), ({ exchange }) => plain(exchange));
      expect(read).toEqual(list.map(plain));
      expect(scanFrames(bytes)).toEqual({ frames: expect.any(Array), validLength: bytes.length });
    }),
  );
});

test('a torn end is found wherever it is cut', () => {
  const one = encodeFrame({
    record,
    requestBody: Buffer.from('question'),
    responseBody: Buffer.from('answer'),
  });
  const bytes = Buffer.concat([one, one]);
  for (let cut = one.length; cut < bytes.length; cut += 1) {
    expect(scanFrames(bytes.subarray(0, cut))).toEqual({
      frames: [{ start: 0, end: one.length }],
      validLength: one.length,
    });
  }
});

test('any flipped bit is noticed', () => {
  const frame = encodeFrame({
    record,
    requestBody: Buffer.from('question'),
    responseBody: Buffer.from('answer'),
  });
  fc.assert(
    fc.property(fc.nat(frame.length - 1), fc.nat(7), (at, bit) => {
      const damaged = Buffer.from(frame);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
      expect(() => Array.from(decodeFrames(damaged))).toThrow(FrameError);
      expect(scanFrames(damaged).validLength).toBe(0);
    }),
  );
});

test('arbitrary bytes never do anything but throw a FrameError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
      expect(() => Array.from(decodeFrames(bytes))).toThrow(FrameError);
    }),
  );
});

test('a frame whose record has another shape is refused with its place', () => {
  const good = encodeFrame({ record, requestBody: new Uint8Array(), responseBody: new Uint8Array() });
  const bad = encodeFrame({
    record: { ...record, outcome: 'lost' } as unknown as LogRecord,
    requestBody: new Uint8Array(),
    responseBody: new Uint8Array(),
  });
  const read = () => Array.from(decodeFrames(Buffer.concat([good, bad])));
  expect(read).toThrow(expect.objectContaining({ name: 'FrameError', offset: good.length }));
});

test('frames written one behind the other into the same memory are those that stand alone', () => {
  fc.assert(
    fc.property(exchanges, fc.nat(100), (list, start) => {
      const frames = list.map(prepareFrame);
      const room = frames.reduce((sum, { maxBytes }) => sum + maxBytes, start);
      const target = Buffer.alloc(room, 0xff);
      let end = start;
      for (const frame of frames) {
        const length = writeFrame(target, end, frame);
        expect(length).toBeLessThanOrEqual(frame.maxBytes);
        end += length;
      }
      expect(target.subarray(start, end).equals(Buffer.concat(list.map(encodeFrame)))).toBe(true);
    }),
  );
});
