import { costPartSchema } from '@heliograph/contracts/prices';
import { expect, it } from 'vitest';
import { costFromColumns, costToColumns, type StoredCost } from './cost-columns.ts';

it('gives every part of the cost a column of its own', () => {
  const parts = Object.fromEntries(costPartSchema.options.map((part, index) => [part, `0.${index + 1}`]));
  const cost: StoredCost = {
    total: '1',
    computed: '2',
    parts: parts as StoredCost['parts'],
    saved: '3',
    source: 'table',
    priceRow: 'openai/gpt-4o',
    flags: ['x'],
  };
  const columns = costToColumns(cost);
  expect(Object.keys(columns)).toHaveLength(costPartSchema.options.length + 6);
  expect(costFromColumns(columns)).toEqual(cost);
});
