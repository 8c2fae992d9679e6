import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { framesToText } from './event-stream-frames.ts';

const bytes = readFileSync(new URL('../__fixtures__/bedrock/converse-stream.bin', import.meta.url));

it('writes frames as an event stream', () => {
  const { text, whole } = framesToText(bytes);
  expect(whole).toBe(true);
  expect(text).toMatch(/^event: messageStart\ndata: \{"messageStart":\{"role":"assistant"/);
  expect(text.match(/^event: /gm)).toHaveLength(10);
});

it('keeps what came before a broken or cut frame', () => {
  const all = framesToText(bytes).text;
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      expect(all.startsWith(framesToText(bytes.subarray(0, at)).text)).toBe(true);
      const broken = Buffer.from(bytes);
      broken[at] = (broken[at] ?? 0) ^ change;
      // Every byte is under a checksum, so a changed one ends the reading at its frame.
      const read = framesToText(broken).text;
      expect(read.length).toBeLessThan(all.length);
      expect(all.startsWith(read)).toBe(true);
    }),
  );
});

it('reads nothing out of what is no such stream', () => {
  expect(framesToText(Buffer.from('{"message":"not found"}'))).toEqual({ text: '', whole: false });
  expect(framesToText(Buffer.alloc(0))).toEqual({ text: '', whole: true });
});
