import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeEntry, encodeEntry } from './entry.ts';

const entry = {
  ...{ requestId: 'a', latencyMs: 1.5, at: 2, statusText: 'OK', withheld: true },
  headers: ['Content-Type', 'text/plain', 'X', 'ü'],
};

it('is the same after having been bytes, whatever its pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 10 }), (pieces) => {
      const whole = { ...entry, pieces: pieces.map((piece) => Buffer.from(piece)) };
      expect(decodeEntry(encodeEntry(whole))).toEqual(whole);
    }),
  );
});

it('is none when it was cut, lengthened or is of another version', () => {
  const bytes = encodeEntry({ ...entry, pieces: [Buffer.from('abc')] });
  for (let length = 0; length < bytes.length; length++)
    expect(decodeEntry(bytes.subarray(0, length))).toBeNull();
  expect(decodeEntry(Buffer.concat([bytes, Buffer.from('x')]))).toBeNull();
  expect(
    decodeEntry(Buffer.from(bytes.toString('latin1').replace('"version":1', '"version":2'), 'latin1')),
  ).toBeNull();
});
