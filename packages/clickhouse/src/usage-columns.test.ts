import { noUsage } from '@heliograph/contracts/token-usage';
import { expect, it } from 'vitest';
import { usageFromColumns, usageToColumns } from './usage-columns.ts';

it('gives every bucket a column of its own', () => {
  const counts = Object.keys(noUsage).map((bucket, index) => [bucket, index + 1]);
  const usage = { ...noUsage, ...Object.fromEntries(counts) };
  const columns = usageToColumns(usage);
  expect(Object.keys(columns)).toHaveLength(counts.length);
  expect(usageFromColumns(columns)).toEqual(usage);
});
