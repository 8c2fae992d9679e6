import { ClickHouseError } from '@clickhouse/client';
import { expect, test } from 'vitest';
import type { HalvedParts } from './halved-parts.ts';
import { insertIsolated } from './insert-isolated.ts';

const refusal = new ClickHouseError({ message: 'no', code: '469', type: 'VIOLATED_CONSTRAINT' });

/** What a job remembers from one attempt to the next. */
function memory(): HalvedParts & { parts: Set<string> } {
  const parts = new Set<string>();
  return {
    parts,
    has: (part) => parts.has(part),
    any: () => parts.size > 0,
    add: (part) => Promise.resolve(void parts.add(part)),
  };
}

const job = () => ({ table: 'requests', token: 'job', halved: memory() });

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
    const same = job();
    for (const attempt of [3, 4]) {
      const refused = await insertIsolated(rows, { ...same, attempt, insert: store.insert });
      expect(refused.map(({ index }) => index)).toEqual(poison);
    }
    expect([...store.rows].sort()).toEqual(rows.filter((row) => !poison.includes(row)));
  },
);

test('the first attempts leave the batch whole', async () => {
  const { insert, rows } = table([1]);
  await expect(insertIsolated([0, 1], { ...job(), attempt: 1, insert })).rejects.toBe(refusal);
  expect(rows).toEqual([]);
});

test('a server that is away is no refusal, however often it was asked', async () => {
  const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const insert = () => Promise.reject(away);
  await expect(insertIsolated([0, 1], { ...job(), attempt: 50, insert })).rejects.toBe(away);
});

test('where a refusal ends half-way through, nothing that is in already comes in again', async () => {
  const rows = [0, 1, 2, 3, 4, 5, 6, 7];
  const poison = [6];
  const store = table(poison);
  const away = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  const same = job();
  const cut = insertIsolated(rows, {
    ...same,
    attempt: 3,
    insert: (part, token) => (token.endsWith('/1/0') ? Promise.reject(away) : store.insert(part, token)),
  });
  await expect(cut).rejects.toBe(away);
  expect(store.rows).toEqual([0, 1, 2, 3]);
  poison.length = 0;
  expect(await insertIsolated(rows, { ...same, attempt: 4, insert: store.insert })).toEqual([]);
  expect([...store.rows].sort()).toEqual(rows);
});

test.each([
  ['497', 'ACCESS_DENIED'],
  ['241', 'MEMORY_LIMIT_EXCEEDED'],
  ['1001', 'STD_EXCEPTION'],
])('error %s (%s) blames no row: the batch stays whole', async (code, type) => {
  const trouble = new ClickHouseError({ message: 'no', code, type });
  const insert = () => Promise.reject(trouble);
  await expect(insertIsolated([0, 1], { ...job(), attempt: 50, insert })).rejects.toBe(trouble);
});
