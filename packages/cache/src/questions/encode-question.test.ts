import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeQuestion, encodeQuestion } from './encode-question.ts';
import { cosine, normalize } from './vector-group.ts';

describe('encodeQuestion', () => {
  it('keeps text and direction', () => {
    const numbers = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 64 });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), numbers, (text, values) => {
        const vector = Float32Array.from(values);
        fc.pre(normalize(vector));
        const read = decodeQuestion(encodeQuestion({ text, vector }));
        expect(read?.text).toBe(text);
        expect(cosine(read?.vector ?? vector, vector)).toBeCloseTo(1, 4);
      }),
    );
  });

  it('reads nothing but its own', () => {
    const bytes = encodeQuestion({ text: '', vector: Float32Array.of(0.6, 0.8) });
    expect(decodeQuestion(bytes.subarray(0, -1))).toBeNull();
    expect(decodeQuestion(Buffer.alloc(3))).toBeNull();
    expect(decodeQuestion(Buffer.concat([Buffer.from([9]), bytes.subarray(1)]))).toBeNull();
  });
});
