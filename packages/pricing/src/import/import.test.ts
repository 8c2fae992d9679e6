import { expect, it } from 'vitest';
import { createPriceTable } from '../price-table.ts';
import { appendPrices, comparePrices } from './compare-prices.ts';
import { readGenaiModel } from './read-genai-model.ts';

const at = new Date('2026-11-21T12:00:00Z');
const read = (prices: Parameters<typeof readGenaiModel>[0]['prices'], id = 'm') =>
  readGenaiModel({ id, prices }, at, 'theirs@1');

it('reads the price in force, one row for each context tier', () => {
  const tiered = { base: 1.25, tiers: [{ start: 200_000, price: 2.5 }] };
  expect(
    read([
      { prices: { input_mtok: 9 } },
      {
        constraint: { type: 'start_date', start_date: '2026-11-21' },
        prices: { input_mtok: tiered, output_mtok: 0.1 + 0.2, web_searches_kcount: 10, something_else: 1 },
      },
      { constraint: { type: 'start_date', start_date: '2026-11-22' }, prices: { input_mtok: 8 } },
    ]),
  ).toEqual([
    {
      model: 'm',
      prices: { input: '1.25', output: '0.3', webSearch: '0.01' },
      confidence: 'single',
      source: 'theirs@1',
    },
    {
      model: 'm',
      contextFrom: 200_001,
      prices: { input: '2.5', output: '0.3', webSearch: '0.01' },
      confidence: 'single',
      source: 'theirs@1',
    },
  ]);
});

it('does not take 0 for a price, nor hours of the day', () => {
  expect(read({ input_mtok: 0, output_mtok: 0 })).toEqual([]);
  expect(read({ input_mtok: 0 }, 'm:free')).toHaveLength(1);
  expect(
    read([
      { prices: { input_mtok: 1 } },
      { constraint: { type: 'time_of_date' }, prices: { input_mtok: 2 } },
    ]),
  ).toEqual([]);
});

const row = (model: string, input: string) => ({
  model,
  prices: { input },
  confidence: 'single',
  source: 'x',
});

it('tells what is new, what differs and what is the same, and changes nothing', () => {
  const table = createPriceTable([
    { provider: 'p', sources: {}, rows: [row('same', '1.50'), row('other', '2')] },
  ]);
  const theirs = [row('same', '1.5'), row('other', '3'), row('new', '4')].map((one) => [one]);
  expect(comparePrices('p', theirs, table, at)).toEqual({
    added: [row('new', '4')],
    conflicts: [{ model: 'other', contextFrom: 0, kind: 'input', ours: '2', theirs: '3' }],
    same: 1,
  });
});

it('ends the old price where the new one begins', () => {
  const rows = [
    { ...row('m', '1'), match: 'prefix' as const },
    { ...row('m', '0.5'), serviceTier: 'batch' as const },
    row('n', '1'),
  ];
  expect(appendPrices(rows, [row('m', '2')], '2026-11-21')).toEqual([
    { ...row('m', '1'), match: 'prefix', effectiveTo: '2026-11-21' },
    { ...row('m', '0.5'), serviceTier: 'batch' },
    row('n', '1'),
    { ...row('m', '2'), match: 'prefix', effectiveFrom: '2026-11-21' },
  ]);
});
