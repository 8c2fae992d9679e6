import { expect, test } from 'vitest';
import type { KnownLayout } from '@heliograph/contracts/request-view';
import { moveColumn, pinColumn, resizeColumn, shiftColumn, toggleColumn } from './change-layout.ts';

const layout: KnownLayout = {
  columns: [{ id: 'time' }, { id: 'status', width: 90 }, { id: 'model' }],
  density: 'comfortable',
};
const ids = ({ columns }: KnownLayout) => columns.map(({ id }) => id).join(' ');

test('columns are shown at the end, and hidden, but never the last one', () => {
  expect(ids(toggleColumn(layout, 'cost'))).toBe('time status model cost');
  expect(ids(toggleColumn(layout, 'status'))).toBe('time model');
  const one = toggleColumn(toggleColumn(layout, 'status'), 'model');
  expect(ids(toggleColumn(one, 'time'))).toBe('time');
});

test('columns move, and stop at the ends', () => {
  expect(ids(moveColumn(layout, 'model', 0))).toBe('model time status');
  expect(ids(moveColumn(layout, 'time', 1))).toBe('status time model');
  expect(ids(shiftColumn(layout, 'time', 1))).toBe('status time model');
  expect(ids(shiftColumn(layout, 'time', -1))).toBe('time status model');
  expect(ids(shiftColumn(layout, 'model', 1))).toBe('time status model');
});

test('pinned columns stand first and stay among themselves', () => {
  const pinned = pinColumn(layout, 'model', true);
  expect(ids(pinned)).toBe('model time status');
  expect(pinned.columns[0]).toEqual({ id: 'model', pinned: true });
  const both = pinColumn(pinned, 'status', true);
  expect(both.columns).toEqual([
    { id: 'model', pinned: true },
    { id: 'status', width: 90, pinned: true },
    { id: 'time' },
  ]);
  expect(ids(shiftColumn(both, 'status', 1))).toBe('model status time');
  expect(ids(shiftColumn(both, 'time', -1))).toBe('model status time');
  expect(pinColumn(both, 'model', false).columns.filter((column) => column.pinned)).toHaveLength(1);
});

test('widths are whole pixels within bounds', () => {
  const width = (to: number | null) => resizeColumn(layout, 'status', to).columns[1]?.width;
  expect(width(120.4)).toBe(120);
  expect(width(1)).toBe(56);
  expect(width(5_000)).toBe(960);
  expect(width(null)).toBeUndefined();
});
