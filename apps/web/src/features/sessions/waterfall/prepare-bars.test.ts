import { describe, expect, test } from 'vitest';
import { sampleSpan, spanStart } from '../testing/sample-span.ts';
import { prepareTree } from '../tree/prepare-tree.ts';
import { busyStretches, prepareBar } from './prepare-bars.ts';
import { prepareScale } from './prepare-scale.ts';

const scale = prepareScale([{ startMs: spanStart, endMs: spanStart + 10_000 }]);

describe('a bar', () => {
  test('lies where the request ran', () => {
    expect(prepareBar(sampleSpan(1, 2), scale)).toEqual({
      leftPercent: 20,
      widthPercent: 10,
      tone: 'success',
      waitPercent: null,
    });
  });

  test('tells the wait for the first token from the streaming', () => {
    expect(prepareBar(sampleSpan(1, 0, { timeToFirstTokenMs: 250 }), scale).waitPercent).toBe(25);
    expect(prepareBar(sampleSpan(1, 0, { timeToFirstTokenMs: 9_999 }), scale).waitPercent).toBe(100);
    expect(
      prepareBar(sampleSpan(1, 0, { timeToFirstTokenMs: 0, latencyMs: 0 }), scale).waitPercent,
    ).toBeNull();
  });

  test('has no length where the request took none, and none below nothing', () => {
    expect(prepareBar(sampleSpan(1, 0, { latencyMs: 0 }), scale).widthPercent).toBe(0);
    expect(prepareBar(sampleSpan(1, 0, { latencyMs: -5 }), scale).widthPercent).toBe(0);
  });

  test.each([
    [{ outcome: 'failed' }, 'danger'],
    [{ outcome: 'cancelled' }, 'cancelled'],
    [{ cacheHit: true }, 'cached'],
    [{ cacheHit: true, outcome: 'failed' }, 'danger'],
  ] as const)('%j is %s', (part, tone) => {
    expect(prepareBar(sampleSpan(1, 0, part), scale).tone).toBe(tone);
  });
});

describe('the stretches of a place', () => {
  const stretches = (...spans: ReturnType<typeof sampleSpan>[]) => {
    const [place] = prepareTree(spans);
    if (place === undefined) throw new Error('no place');
    return busyStretches(place, scale);
  };

  test('what overlaps or touches is one', () => {
    expect(
      stretches(
        sampleSpan(1, 0, { path: '/a/b' }),
        sampleSpan(2, 0.5, { path: '/a/c' }),
        sampleSpan(3, 5, { path: '/a/b' }),
      ).busy,
    ).toEqual([
      { leftPercent: 0, widthPercent: 15 },
      { leftPercent: 50, widthPercent: 10 },
    ]);
  });

  test('failures have stretches of their own', () => {
    const found = stretches(
      sampleSpan(1, 0, { path: '/a', latencyMs: 5_000 }),
      sampleSpan(2, 2, { path: '/a', outcome: 'failed' }),
    );
    expect(found).toEqual({
      busy: [{ leftPercent: 0, widthPercent: 50 }],
      failed: [{ leftPercent: 20, widthPercent: 10 }],
    });
  });

  test('thousands of requests are a few hundred stretches at most', () => {
    const many = Array.from({ length: 10_000 }, (_, at) =>
      sampleSpan(at, at / 1_000, { path: '/a', latencyMs: 0.1 }),
    );
    expect(stretches(...many).busy.length).toBeLessThan(251);
  });
});
