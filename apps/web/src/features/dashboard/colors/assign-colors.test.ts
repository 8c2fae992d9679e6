import { expect, test } from 'vitest';
import { assignColors, groupId } from './assign-colors.ts';

const none = new Map<string, number>();
const idOf = (model: string) => groupId(['model'], [model]);
const ids = (count: number, prefix = 'model') =>
  Array.from({ length: count }, (_, at) => idOf(`${prefix}-${at}`));

test('a group has one colour in every chart, and all groups of a chart differ', () => {
  const all = ids(8);
  const charts = [all.slice(0, 6), all.slice(2, 8), [...all.slice(4, 8), ...all.slice(0, 2)]];
  const { colors } = assignColors(charts, none);
  for (const chart of charts) {
    const given = chart.map((id) => colors.get(id));
    expect(new Set(given).size).toBe(given.length);
  }
  // There are more groups than colours: some are striped, and none looks like another, in whichever chart.
  expect(new Set(all.map((id) => colors.get(id))).size).toBe(8);
});

test('colours stay when other groups come and go, in whatever order the charts load', () => {
  const [first = '', ...others] = ids(6);
  const before = assignColors([[first, ...others]], none);
  const later = assignColors([[idOf('another'), ...others.toReversed()], [first]], before.remembered);
  for (const id of [first, ...others]) expect(later.colors.get(id)).toBe(before.colors.get(id));
});

test('somebody who has never been here sees what others see, where colours suffice', () => {
  const chart = ids(3);
  expect(assignColors([chart], none).colors).toEqual(assignColors([chart, chart.toReversed()], none).colors);
});

test('of two that were given the same colour elsewhere the lesser one changes', () => {
  const [a = '', b = ''] = ids(2);
  const { colors } = assignColors(
    [[a, b]],
    new Map([
      [a, 3],
      [b, 3],
    ]),
  );
  expect(colors.get(a)).toBe(3);
  expect(colors.get(b)).not.toBe(3);
});

test('groups of other fields may look the same', () => {
  const users = ids(6).map((_, at) => groupId(['user'], [`user-${at}`]));
  const { colors } = assignColors([ids(6), users], none);
  expect([...colors.values()].every((look) => look < 6)).toBe(true);
});

test('remembers neither names nor everything', () => {
  expect(idOf('ada@example.com')).toMatch(/^[0-9a-f]{24}$/);
  expect(idOf('a')).not.toBe(groupId(['user'], ['a']));
  let remembered: ReadonlyMap<string, number> = none;
  for (let page = 0; page < 100; page++)
    ({ remembered } = assignColors([ids(6, `page-${page}`)], remembered));
  expect(remembered.size).toBe(300);
  expect(ids(6, 'page-99').every((id) => remembered.has(id))).toBe(true);
});
