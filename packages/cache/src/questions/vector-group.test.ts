import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosine, normalize, VectorGroup } from './vector-group.ts';

function unit(...values: number[]): Float32Array {
  const vector = Float32Array.from(values);
  normalize(vector);
  return vector;
}

/** The value at each place, or nothing: values are their keys here. */
function found(group: VectorGroup<string>, vector: Float32Array, threshold = 0.9, limit = 8): string[] {
  return group.search(vector, threshold, limit).map(({ value }) => value);
}

describe('normalize', () => {
  it('gives a vector length 1', () => {
    const vector = unit(3, 4, 0);
    expect([...vector]).toEqual([expect.closeTo(0.6), expect.closeTo(0.8), 0]);
    expect(cosine(vector, vector)).toBeCloseTo(1);
  });

  it('says where a vector has no direction', () => {
    expect(normalize(new Float32Array(4))).toBe(false);
    expect(normalize(Float32Array.of(1, Number.NaN))).toBe(false);
    expect(normalize(Float32Array.of(1, Number.POSITIVE_INFINITY))).toBe(false);
  });

  it('is the cosine for any two vectors', () => {
    const components = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(components, components, (a, b) => {
        const length = (values: number[]) => Math.hypot(...values);
        fc.pre(length(a) > 0.01 && length(b) > 0.01);
        const expected = a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0) / (length(a) * length(b));
        expect(cosine(unit(...a), unit(...b))).toBeCloseTo(expected, 4);
      }),
    );
  });

  it('is no number for vectors of different dimensions', () => {
    expect(cosine(unit(1, 0), unit(1, 0, 0))).toBeNaN();
  });
});

describe('VectorGroup', () => {
  it('finds what is similar enough, the most similar first', () => {
    const group = new VectorGroup<string>(3);
    group.set('x', unit(1, 0, 0), 'x');
    group.set('near', unit(1, 0.3, 0), 'near');
    group.set('y', unit(0, 1, 0), 'y');
    expect(found(group, unit(1, 0.01, 0))).toEqual(['x', 'near']);
    expect(found(group, unit(1, 0.01, 0), 0.9, 1)).toEqual(['x']);
    expect(found(group, unit(1, 0.01, 0), 0.9999)).toEqual(['x']);
    expect(found(group, unit(0, 0, 1))).toEqual([]);
  });

  it('leaves out vectors of other dimensions', () => {
    const group = new VectorGroup<string>(3);
    group.set('a', unit(1, 0), 'a');
    expect(group.size).toBe(0);
    group.set('b', unit(1, 0, 0), 'b');
    expect(found(group, unit(1, 0), -1)).toEqual([]);
  });

  it('agrees with a map, whatever is added and removed', () => {
    const step = fc.record({
      key: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'),
      remove: fc.boolean(),
      angle: fc.double({ min: 0, max: Math.PI, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const group = new VectorGroup<string>(2);
        const expected = new Map<string, Float32Array>();
        for (const { key, remove, angle } of steps) {
          const vector = unit(Math.cos(angle), Math.sin(angle));
          if (remove) {
            group.delete(key);
            expected.delete(key);
          } else {
            group.set(key, vector, key);
            expected.set(key, vector);
          }
        }
        expect(group.size).toBe(expected.size);
        const all = group.search(unit(1, 0), -2, 100);
        expect(new Map(all.map(({ value, similarity }) => [value, similarity]))).toEqual(
          new Map([...expected].map(([key, vector]) => [key, vector[0]])),
        );
      }),
    );
  });

  it('keeps only the keys it is told', () => {
    const group = new VectorGroup<string>(2);
    for (const key of 'abcdef') group.set(key, unit(1, 0), key);
    group.keepOnly(new Set(['b', 'e', 'z']));
    expect(found(group, unit(1, 0)).sort()).toEqual(['b', 'e']);
  });
});
