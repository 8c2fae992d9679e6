import { expect, test } from 'vitest';
import { readLayout, requestViewSchema, standardLayout } from './request-view.ts';

test('columns that there are no more are left out and named', () => {
  const { layout, vanished } = readLayout({
    density: 'compact',
    columns: [
      { id: 'model', width: 200, pinned: true },
      { id: 'moonPhase' },
      { id: 'property.Feature' },
      { id: 'model' },
      { id: 'score.accuracy' },
      { id: 'property.' },
    ],
  });
  expect(vanished).toEqual(['moonPhase', 'property.']);
  expect(layout).toEqual({
    density: 'compact',
    columns: [
      { id: 'model', width: 200, pinned: true },
      { id: 'property.Feature' },
      { id: 'score.accuracy' },
    ],
  });
});

test('a layout of nothing but vanished columns shows the standard ones', () => {
  const { layout, vanished } = readLayout({ density: 'compact', columns: [{ id: 'moonPhase' }] });
  expect(layout).toEqual({ ...standardLayout, density: 'compact' });
  expect(vanished).toEqual(['moonPhase']);
});

test('a whole view is one value', () => {
  const view = {
    filter: 'status:5xx',
    range: '24h',
    sort: { by: 'costUsd', direction: 'asc' },
    layout: standardLayout,
  };
  expect(requestViewSchema.parse(JSON.parse(JSON.stringify(view)))).toEqual(view);
});
