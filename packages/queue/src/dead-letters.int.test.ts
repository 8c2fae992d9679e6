import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { freshRedis } from '@heliograph/stack/testing/services';
import { producerConnection } from './connection.ts';
import { createDeadLetters, type DeadLetter, type DeadLetters } from './dead-letters.ts';

let service: Awaited<ReturnType<typeof freshRedis>>;
let redis: Redis;
let letters: DeadLetters;
let mine: string;

beforeAll(async () => {
  service = await freshRedis();
  redis = producerConnection(service.url);
  await vi.waitUntil(() => redis.status === 'ready', { timeout: 10_000 });
  letters = createDeadLetters(redis);
});
afterAll(async () => {
  redis.disconnect();
  await service.release();
});
beforeEach(() => {
  mine = randomUUID();
});

function letter(facts: Partial<DeadLetter> = {}): Omit<DeadLetter, 'version' | 'bytes'> {
  return {
    id: `letter-${randomUUID()}`,
    kind: 'record',
    organizationId: mine,
    requestId: randomUUID(),
    createdAt: 1_000,
    laidAsideAt: 2_000,
    reason: 'refused',
    sourceJobId: 'job',
    tokens: {},
    ...facts,
  };
}
const listed = async (owner: string | null) => (await letters.list(owner, { limit: 100 })).items;

test('a letter that two workers lay aside is one, from when it was first laid aside', async () => {
  const first = letter();
  await letters.add(first, Buffer.from('a'));
  await letters.add({ ...first, laidAsideAt: 3_000, reason: 'refused again' }, Buffer.from('ab'));
  expect(await listed(mine)).toEqual([
    { ...first, version: 1, reason: 'refused again', laidAsideAt: 2_000, bytes: 2 },
  ]);
  expect(await letters.count(mine)).toBe(1);
});

test('one that comes back before its replay has taken it off the list stays, as a new one', async () => {
  const first = letter();
  await letters.add(first, Buffer.from('a'));
  const revision = (await letters.beginReplay(mine, first.id)) ?? '';
  await letters.add({ ...first, laidAsideAt: 5_000 }, Buffer.from('a'));
  expect(await letters.remove(mine, first.id, revision)).toBe(false);
  expect((await listed(mine)).map(({ laidAsideAt }) => laidAsideAt)).toEqual([5_000]);
  expect((await letters.read(mine, first.id))?.payload.toString()).toBe('a');
});

test('one that comes back as nobody’s is listed there alone, whichever comes first', async () => {
  for (const removedFirst of [true, false]) {
    const first = letter();
    await letters.add(first, Buffer.from('a'));
    const revision = (await letters.beginReplay(mine, first.id)) ?? '';
    const back = { ...first, organizationId: null, laidAsideAt: 6_000 };
    if (removedFirst) expect(await letters.remove(mine, first.id, revision)).toBe(true);
    await letters.add(back, Buffer.from('a'));
    if (!removedFirst) expect(await letters.remove(mine, first.id, revision)).toBe(false);
    expect(await letters.count(mine)).toBe(0);
    expect(await listed(null)).toContainEqual({ ...back, version: 1, bytes: 1 });
  }
});

test('nobody begins to replay or removes what is somebody else’s or isn’t there', async () => {
  const first = letter();
  await letters.add(first, Buffer.from('a'));
  expect(await letters.beginReplay(randomUUID(), first.id)).toBeNull();
  expect(await letters.beginReplay(mine, 'none')).toBeNull();
  expect(await letters.remove(randomUUID(), first.id)).toBe(false);
  expect(await letters.remove(null, first.id)).toBe(false);
  expect(await letters.remove(mine, first.id)).toBe(true);
  expect(await letters.remove(mine, first.id)).toBe(false);
  expect(await listed(mine)).toEqual([]);
});

test('pages go from the newest to the oldest', async () => {
  const ids = ['a', 'b', 'c'].map((name) => `${name}-${randomUUID()}`);
  for (const [n, id] of ids.entries())
    await letters.add(letter({ id, laidAsideAt: 1_000 * (n + 1) }), Buffer.alloc(0));
  const first = await letters.list(mine, { limit: 2 });
  expect(first.items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
  const rest = await letters.list(mine, { limit: 2, cursor: first.cursor ?? '' });
  expect(rest).toMatchObject({ items: [{ id: ids[0] }], cursor: null });
});
