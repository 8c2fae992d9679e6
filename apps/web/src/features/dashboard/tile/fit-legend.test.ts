import { expect, test } from 'vitest';
import { fitLegend } from './fit-legend.ts';

const legend = Array.from({ length: 8 }, (_, at) => ({ label: `group ${at}`, color: 'red' }));

test.each([
  [3, 8, 3, 5],
  [4, 8, 5, 3],
  [6, 8, 8, 0],
  // To say that there is one more takes as much room as the one.
  [3, 4, 4, 0],
])('of a tile %d columns wide, %d items', (columns, count, shown, hidden) => {
  const fit = fitLegend(legend.slice(0, count), columns);
  expect([fit.items.length, fit.hidden]).toEqual([shown, hidden]);
});
