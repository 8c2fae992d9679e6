import { describe, expect, test } from 'vitest';
import { findIdle, formatOffset, prepareScale } from './prepare-scale.ts';

/** Intervals from seconds: start, length. */
const at = (...pairs: [number, number][]) =>
  pairs.map(([start, length]) => ({ startMs: start * 1000, endMs: (start + length) * 1000 }));
const offsets = (scale: ReturnType<typeof prepareScale>) =>
  scale.ticks.map(({ offsetMs }) => offsetMs / 1000);

describe('a scale', () => {
  test('runs from the first start to the last end, whatever overlaps', () => {
    const scale = prepareScale(at([10, 5], [0, 20], [2, 1]));
    expect([scale.startMs, scale.endMs]).toEqual([0, 20_000]);
    expect([0, 5_000, 20_000].map(scale.place)).toEqual([0, 25, 100]);
    // 20 would stand in the way of 15.
    expect(offsets(scale)).toEqual([0, 5, 10, 15]);
  });

  test('moments beyond its ends lie on them', () => {
    const { place } = prepareScale(at([10, 10]));
    expect([place(0), place(60_000)]).toEqual([0, 100]);
  });

  test('with no length at all everything lies at its start', () => {
    const scale = prepareScale(at([3, 0], [3, 0]));
    expect(scale.place(3_000)).toBe(0);
    expect(scale.ticks).toEqual([{ percent: 0, offsetMs: 0 }]);
    expect(prepareScale([]).ticks).toEqual([]);
  });

  test('idle time is cut out of it', () => {
    const intervals = at([0, 10], [3_600, 10]);
    const idle = findIdle(intervals);
    expect(idle).toEqual([{ startMs: 10_000, endMs: 3_600_000 }]);
    const scale = prepareScale(intervals, idle);
    expect(scale.cuts).toEqual([{ percent: 48.75, widthPercent: 2.5, skippedMs: 3_590_000 }]);
    expect(scale.place(10_000)).toBe(48.75);
    expect(scale.place(3_600_000)).toBe(51.25);
    expect(scale.place(3_610_000)).toBe(100);
    expect(offsets(scale)).toEqual([0, 5, 3_600]);
  });

  test('cuts between moments without length share the width', () => {
    const intervals = at([0, 0], [100, 0], [200, 0]);
    const scale = prepareScale(intervals, findIdle(intervals));
    expect(intervals.map(({ startMs }) => scale.place(startMs))).toEqual([0, 50, 100]);
  });

  test('it never runs backwards', () => {
    const intervals = at(
      ...Array.from({ length: 90 }, (_, step): [number, number] => [step * step * 50, step % 3]),
    );
    const scale = prepareScale(intervals, findIdle(intervals));
    const places = intervals.flatMap(({ startMs, endMs }) => [scale.place(startMs), scale.place(endMs)]);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
    expect(scale.cuts.length).toBe(40);
    expect(places.at(-1)).toBeCloseTo(100);
    expect(
      scale.ticks.every(
        ({ percent }, index, all) => index === 0 || percent - (all[index - 1]?.percent ?? 0) > 13,
      ),
    ).toBe(true);
  });
});

describe('idle time', () => {
  test('is none where one request runs through, or pauses are short', () => {
    expect(findIdle(at([0, 100], [1, 1], [98, 1]))).toEqual([]);
    expect(findIdle(at([0, 10], [11, 10]))).toEqual([]);
    expect(findIdle(at([0, 0.01], [0.5, 0.01]))).toEqual([]);
    expect(findIdle([])).toEqual([]);
  });

  test('is found whatever order requests come in', () => {
    expect(findIdle(at([500, 1], [0, 1]))).toEqual(findIdle(at([0, 1], [500, 1])));
  });
});

test.each([
  [0, '0'],
  [200, '200 ms'],
  [1_500, '1.5 s'],
  [30_000, '30 s'],
  [59_960, '1 m'],
  [90_000, '1 m 30 s'],
  [120_000, '2 m'],
  [10_800_000, '3 h'],
  [187_200_000, '2 d 4 h'],
  [3_599_900, '1 h'],
])('%s ms reads %s', (ms, text) => {
  expect(formatOffset(ms)).toBe(text);
});
