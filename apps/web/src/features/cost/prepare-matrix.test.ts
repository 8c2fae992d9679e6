import { expect, it } from 'vitest';
import { OTHER_GROUP } from '@heliograph/contracts/analytics';
import { dimensionsOf, drillUrl } from './dimensions.ts';
import { prepareMatrix } from './prepare-matrix.ts';

const row = (model: string | null, user: string | null, usd: string) => ({
  time: null,
  group: { model, user },
  values: [usd],
});

it('puts what costs most first and keeps requests without a value and cells without requests apart', () => {
  const { rows, columns, cells, total, most } = prepareMatrix(
    { rows: [row('o3', 'anna', '1'), row('gpt', 'anna', '5'), row('gpt', null, '0.5')] },
    ['model', 'user'],
  );
  expect(rows).toEqual([
    { value: 'gpt', usd: 5.5 },
    { value: 'o3', usd: 1 },
  ]);
  expect(columns.map(({ value }) => value)).toEqual(['anna', null]);
  expect(cells).toEqual([
    [5, 0.5],
    [1, null],
  ]);
  expect([total, most]).toEqual([6.5, 5]);
});

it('adds up what is not shown, and what the answer itself had left over', () => {
  const many = Array.from({ length: 20 }, (_, at) => row('gpt', `user ${at}`, String(20 - at)));
  const { columns, cells, total } = prepareMatrix({ rows: [...many, row(OTHER_GROUP, OTHER_GROUP, '3')] }, [
    'model',
    'user',
  ]);
  expect(columns).toHaveLength(9);
  expect(columns.at(-1)).toEqual({ value: OTHER_GROUP, usd: 78 + 3 });
  expect(cells[0]?.at(-1)).toBe(78);
  expect(cells[1]).toEqual([...Array.from({ length: 8 }, () => null), 3]);
  expect(total).toBe(213);
});

it('leads to the requests behind a cell', () => {
  const [model, , user] = dimensionsOf(['Feature']);
  const feature = dimensionsOf(['Feature']).at(-1);
  if (model === undefined || user === undefined || feature === undefined) throw new Error('no dimension');
  const url = drillUrl('7d', [
    { dimension: model, value: 'gpt-4o' },
    { dimension: user, value: null },
  ]);
  expect(new URLSearchParams(url?.split('?')[1]).get('q')).toBe('model:gpt-4o -user:*');
  expect(drillUrl('7d', [{ dimension: feature, value: OTHER_GROUP }])).toBeNull();
});
