import { describe, expect, test } from 'vitest';
import { sampleSpan, spanStart } from '../testing/sample-span.ts';
import { prepareTree, type TreeNode } from './prepare-tree.ts';

/** The tree as nested labels; a place that is a request of its own has a star. */
type Shape = string | [string, ...Shape[]];
const shapeOf = (nodes: readonly TreeNode[]): Shape[] =>
  nodes.map(({ label, span, children }) => {
    const shown = span === null ? label : `${label}*`;
    return children.length === 0 ? shown : [shown, ...shapeOf(children)];
  });
const shape = (...paths: (string | null)[]): Shape[] =>
  shapeOf(prepareTree(paths.map((path, index) => sampleSpan(index, index, { path }))));

describe('prepareTree', () => {
  test('a place with one request is that request', () => {
    expect(shape('/plan', '/plan/hotel', '/plan/flight')).toEqual([['plan*', 'hotel*', 'flight*']]);
  });

  test('parents that no request names are there all the same', () => {
    expect(shape('/abstract/outline/lesson')).toEqual([['abstract', ['outline', 'lesson*']]]);
  });

  test('several requests of one place stand below it, among its places, in the order of time', () => {
    const spans = [
      sampleSpan(1, 0, { path: '/chat', name: 'first' }),
      sampleSpan(2, 1, { path: '/chat/tool' }),
      sampleSpan(3, 2, { path: '/chat', model: null }),
    ];
    expect(shapeOf(prepareTree(spans))).toEqual([['chat', 'first*', 'tool*', 'openai*']]);
  });

  test('the order is that of the clock, not that of arrival', () => {
    const spans = [sampleSpan(1, 5, { path: '/late' }), sampleSpan(2, 1, { path: '/early' })];
    expect(shapeOf(prepareTree(spans))).toEqual(['early*', 'late*']);
  });

  test('of those that begin together the shorter comes first', () => {
    const spans = [
      sampleSpan(1, 0, { path: '/a', latencyMs: 50 }),
      sampleSpan(2, 0, { path: '/b', latencyMs: 5 }),
    ];
    expect(shapeOf(prepareTree(spans))).toEqual(['b*', 'a*']);
  });

  test('slashes too many or too few make no other place', () => {
    expect(
      prepareTree(['a/b', '/a/b/', '//a// /b'].map((path, at) => sampleSpan(at, at, { path }))),
    ).toMatchObject([{ path: '/a', requests: 3, children: [{ path: '/a/b', children: [{}, {}, {}] }] }]);
  });

  test('requests without a path stand at the top', () => {
    expect(shape('/a', null, '', '/', '/b')).toEqual([
      'a*',
      ...Array.from({ length: 3 }, () => 'gpt-4o-mini-2024-07-18*'),
      'b*',
    ]);
  });

  test('names that come again further down are places of their own', () => {
    expect(shape('/a/b/a/b', '/a/b')).toEqual([['a', ['b*', ['a', 'b*']]]]);
  });

  test.each(['__proto__', 'constructor', 'toString', '日本語', 'Рим 🛫', '..', ' a b '])(
    '"%s" is a name like any',
    (name) => {
      expect(shape(`/${name}/x`)).toEqual([[name, 'x*']]);
    },
  );

  test('a path of thousands of slashes ends in one place', () => {
    let [node] = prepareTree([sampleSpan(1, 0, { path: '/x'.repeat(5_000) })]);
    let levels = 0;
    for (; node !== undefined; [node] = node.children) levels++;
    expect(levels).toBe(32);
  });

  test('a place adds up what is below it, its own request included', () => {
    const [plan] = prepareTree([
      sampleSpan(1, 0, { path: '/plan', latencyMs: 60_000 }),
      sampleSpan(2, 10, { path: '/plan/hotel', outcome: 'failed', costUsd: null }),
      sampleSpan(3, 20, { path: '/plan/flight', usageSource: 'none', costUsd: null }),
    ]);
    expect(plan).toMatchObject({
      requests: 3,
      errors: 1,
      tokens: 330,
      costUsd: 0.001,
      unpriced: 1,
      startMs: spanStart,
      endMs: spanStart + 60_000,
    });
  });

  test('calls that share an id are rows of their own', () => {
    const again = [sampleSpan(1, 0, { path: '/a' }), sampleSpan(1, 1, { path: '/a' })];
    const keys = prepareTree(again)[0]?.children.map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
  });

  test('a session of 10,000 requests, all in one place or each in its own', () => {
    const many = (path: (at: number) => string) =>
      prepareTree(Array.from({ length: 10_000 }, (_, at) => sampleSpan(at, at, { path: path(at) })));
    expect(many(() => '/loop')).toMatchObject([{ requests: 10_000 }]);
    expect(many((at) => `/${at}`)).toHaveLength(10_000);
  });
});
