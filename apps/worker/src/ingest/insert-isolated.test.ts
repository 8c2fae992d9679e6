import { ClickHouseError } from '@clickhouse/client';
import { expect, test } from 'vitest';
import { insertIsolated } from './insert-isolated.ts';

const refusal = new ClickHouseError({ message: 'no', code: '469', type: 'VIOLATED_CONSTRAINT' });

/** A table that refuses some numbers and remembers tokens as ClickHouse does. */
function table(poison: number[]) {
  const rows: number[] = [];
  const tokens = new Set<string>();
  return {
    rows,
    insert: (part: number[], token: string) => {
      if (part.some((row) => poison.includes(row))) return Promise.reject(refusal);
      if (!tokens.has(token)) rows.push(...part);
      tokens.add(token);
      return Promise.resolve();
    },
  };
}

test.each([[[]], [[0]], [[7]], [[3, 4]], [[0, 1, 2, 3, 4, 5, 6, 7]]])(
  'isolates %j, also when repeated',
  async (poison) => {
    const rows = [0, 1, 2, 3, 4, 5, 6, 7];
    const store = table(poison);
    for (const attempt of [3, 4]) {
      const refused = await insertIsolated(rows, { token: 'job', attempt, insert: store.insert });
      expect(refused.map(({ index }) => index)).toEqual(poison);
    }
    expect([...store.rows].sort()).toEqual(rows.filter((row) => !poison.includes(row)));
  },
);

test('the first attempts leave the batch whole', async () => {
  const { insert, rows } = table([1]);
  await expect(insertIsolated([0, 1], { token: 'job', attempt: 1, insert })).rejects.toBe(refusal);
  expect(rows).toEqual([]);
});

test('a server that is away is no refusal, however often it was asked', async () => {
  const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const insert = () => Promise.reject(away);
  await expect(insertIsolated([0, 1], { token: 'job', attempt: 50, insert })).rejects.toBe(away);
});
