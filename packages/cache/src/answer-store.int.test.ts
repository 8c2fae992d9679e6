import { randomUUID } from 'node:crypto';
import { freshRedis } from '@heliograph/stack/testing/services';
import { Redis } from 'ioredis';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Answer,
  type AnswerStore,
  createAnswerStore,
  flightName,
  type Question,
} from './answer-store.ts';
import { channelOf, ENTRY_OVERHEAD_BYTES, prefixOf } from './keys.ts';
import { purgeAnswers } from './purge-answers.ts';
import { readOccupancy } from './read-occupancy.ts';

let redis: Redis;
let release: () => Promise<void>;
let organizationId: string;

beforeAll(async () => {
  const fresh = await freshRedis();
  redis = new Redis(fresh.url);
  release = fresh.release;
});
afterAll(async () => {
  redis.disconnect();
  await release();
});
beforeEach(() => {
  organizationId = randomUUID();
});

const store = (budgetBytes = 1_000_000, lockMs = 5_000, processId = 'one'): AnswerStore =>
  createAnswerStore({ writer: redis, processId, budgetBytes, lockMs });
const keyOf = (name: string) => Buffer.from(name).toString('hex').padEnd(64, '0');
const question = (name: string, more: Partial<Question> = {}): Question => ({
  ...{ organizationId, key: keyOf(name), size: 1, read: true, oldest: 0, flight: null, waitedFor: null },
  ...more,
});
const answer = (name: string, value: string | null, more: Partial<Answer> = {}): Answer => ({
  ...{ organizationId, key: keyOf(name), size: 1, capacity: null, seed: '', model: 'm', ttlMs: 60_000 },
  ...{ place: { generation: '0', replace: '' }, refresh: false, flight: null },
  value: value === null ? null : Buffer.from(value),
  ...more,
});
const found = async (name: string, more: Partial<Question> = {}) => {
  const finding = await store().find(redis, question(name, more));
  return finding.kind === 'hit' ? finding.value.toString() : finding.kind;
};
const names = async () => (await redis.keys(`${prefixOf(organizationId)}*`)).sort();

describe('keeping', () => {
  it('gives an answer back byte for byte, to its organization alone', async () => {
    const value = Buffer.from([0, 255, 128, 10, 13]);
    await store().keep({ ...answer('a', ''), value });
    expect(await store().find(redis, question('a'))).toEqual({ kind: 'hit', number: 0, value });
    expect(await found('b')).toBe('alone');
    expect(await found('a', { organizationId: randomUUID() })).toBe('alone');
    expect(await found('a', { read: false })).toBe('alone');
  });

  it('leaves no key without an end', async () => {
    await store().keep(answer('a', 'x', { seed: 's' }));
    await store().find(redis, question('b', { flight: 'one.1' }));
    await store().find(redis, question('b', { flight: 'one.2' }));
    for (const name of await names()) expect(await redis.pttl(name), name).toBeGreaterThan(0);
  });

  it('counts exactly, also when Redis itself ends an answer', async () => {
    await store().keep(answer('long', 'x'.repeat(100)));
    await store().keep(answer('short', 'x'.repeat(50), { ttlMs: 30 }));
    expect(await readOccupancy(redis, organizationId)).toEqual({
      entries: 2,
      bytes: 150 + 2 * ENTRY_OVERHEAD_BYTES,
    });
    await eventually(async () => expect(await found('short')).toBe('alone'));
    expect(await readOccupancy(redis, organizationId)).toEqual({
      entries: 1,
      bytes: 100 + ENTRY_OVERHEAD_BYTES,
    });
    expect((await names()).filter((name) => name.includes(keyOf('short')))).toEqual([]);
  });

  it('counts exactly when Redis evicts an answer for want of memory', async () => {
    await store().keep(answer('a', 'x'));
    await redis.del(`${prefixOf(organizationId)}v:${keyOf('a')}:0`);
    expect(await found('a')).toBe('alone');
    expect(await readOccupancy(redis, organizationId)).toEqual({ entries: 0, bytes: 0 });
  });

  it('stays within the budget: what was used longest ago goes', async () => {
    const room = store(3 * (100 + ENTRY_OVERHEAD_BYTES));
    for (const name of ['a', 'b', 'c']) await room.keep(answer(name, name.repeat(100)));
    await room.find(redis, question('a'));
    await room.keep(answer('d', 'd'.repeat(100)));
    expect(await found('b')).toBe('alone');
    for (const name of ['a', 'c', 'd']) expect(await found(name)).toBe(name.repeat(100));
    expect(await room.keep(answer('e', 'e'.repeat(5_000)))).toBe('none');
    expect((await readOccupancy(redis, organizationId)).entries).toBe(3);
  });

  it('keeps at most the capacity of a seed, others untouched', async () => {
    await store().keep(answer('other', 'o', { seed: 'other' }));
    for (const name of ['a', 'b', 'c', 'd'])
      await store().keep(answer(name, name, { seed: 's', capacity: 3 }));
    expect(await found('a')).toBe('alone');
    for (const name of ['b', 'c', 'd']) expect(await found(name)).toBe(name);
    expect(await found('other')).toBe('o');
  });

  it('refuses an answer that is older than wanted and replaces it', async () => {
    await store().keep(answer('a', 'old'));
    const oldest = Date.now() + 60_000;
    const finding = await store().find(redis, question('a', { oldest }));
    expect(finding).toEqual({ kind: 'alone', place: { generation: '0', replace: '0' } });
    if (finding.kind === 'alone') await store().keep(answer('a', 'new', { place: finding.place }));
    expect(await found('a')).toBe('new');
    expect((await readOccupancy(redis, organizationId)).entries).toBe(1);
  });
});

describe('buckets', () => {
  it('fill up with different answers, are then served at random, and give places free again', async () => {
    const size = 3;
    for (const value of ['a', 'b', 'c']) {
      expect(await found('k', { size })).toBe('alone');
      expect(await store().keep(answer('k', value, { size }))).toBe('kept');
    }
    expect(await store().keep(answer('k', 'd', { size }))).toBe('full');
    const served = new Set<string>();
    await eventually(async () => {
      served.add(await found('k', { size }));
      expect([...served].sort()).toEqual(['a', 'b', 'c']);
    });
    expect(await found('k')).toBe('a');
    await redis.del(`${prefixOf(organizationId)}v:${keyOf('k')}:1`);
    await eventually(async () => expect(await found('k', { size })).toBe('alone'));
    await store().keep(answer('k', 'e', { size }));
    served.clear();
    await eventually(async () => {
      served.add(await found('k', { size }));
      expect([...served].sort()).toEqual(['a', 'c', 'e']);
    });
  });

  it('give one answer up where it is to be refreshed', async () => {
    await store().keep(answer('a', 'old'));
    expect(await store().keep(answer('a', 'new', { refresh: true }))).toBe('kept');
    expect(await found('a')).toBe('new');
  });
});

describe('flights', () => {
  it('let one call and the others wait, and wake them', async () => {
    const heard: string[] = [];
    const ear = redis.duplicate();
    await ear.subscribe(channelOf('two'));
    ear.on('message', (_channel, flight) => heard.push(flight));
    const flight = flightName('one', 1);
    expect(await store().find(redis, question('a', { flight }))).toMatchObject({ kind: 'lead' });
    const two = store(1_000_000, 5_000, 'two');
    expect(await two.find(redis, question('a', { flight: 'two.1' }))).toEqual({ kind: 'follow', flight });
    expect(await two.isFlying(question('a'), flight)).toBe(true);
    expect(await store().abandon(question('a'), flight)).toBe(false);
    await store().keep(answer('a', 'x', { flight }));
    await eventually(() => expect(heard).toEqual([flight]));
    expect(await two.isFlying(question('a'), flight)).toBe(false);
    expect(await two.find(redis, question('a', { flight: 'two.1', waitedFor: flight }))).toMatchObject({
      kind: 'hit',
    });
    ear.disconnect();
  });

  it('tell the followers to call themselves where there is nothing to keep', async () => {
    const flight = flightName('one', 1);
    await store().find(redis, question('a', { flight }));
    await store(1_000_000, 5_000, 'two').find(redis, question('a', { flight: 'two.1' }));
    await store().keep(answer('a', null, { flight }));
    expect(await found('a', { flight: 'two.1', waitedFor: flight })).toBe('own');
    expect(await found('a', { flight: 'three.1' })).toBe('lead');
  });

  it('are taken over when their process dies', async () => {
    await store(1_000, 500).find(redis, question('a', { flight: 'one.1' }));
    expect(await found('a', { flight: 'two.1', waitedFor: 'one.1' })).toBe('follow');
    await eventually(async () =>
      expect(await found('a', { flight: 'two.1', waitedFor: 'one.1' })).toBe('lead'),
    );
  });

  it('live as long as they are renewed', async () => {
    await store(1_000, 2_000).find(redis, question('a', { flight: 'one.1' }));
    await store().renew(question('a'), 'one.1');
    const score = await redis.zscore(`${prefixOf(organizationId)}f:${keyOf('a')}`, 'one.1');
    expect(Number(score) - Date.now()).toBeGreaterThan(2_500);
  });

  it('are as many as a bucket has free places', async () => {
    const size = 3;
    await store().keep(answer('a', 'x', { size }));
    const kinds = [];
    for (const flight of ['one.1', 'one.2', 'one.3', 'one.4'])
      kinds.push((await store().find(redis, question('a', { size, flight }))).kind);
    expect(kinds).toEqual(['lead', 'lead', 'follow', 'follow']);
  });

  it('end when the last one who waits elsewhere has left', async () => {
    const heard: string[] = [];
    const ear = redis.duplicate();
    await ear.subscribe(channelOf('one'));
    ear.on('message', (_channel, flight) => heard.push(flight));
    await store().find(redis, question('a', { flight: 'one.1' }));
    const two = store(1_000_000, 5_000, 'two');
    await two.find(redis, question('a', { flight: 'two.1' }));
    await two.leave(question('a'), 'one.1');
    await eventually(() => expect(heard).toEqual(['one.1']));
    expect(await store().abandon(question('a'), 'one.1')).toBe(true);
    expect(await found('a', { flight: 'two.1' })).toBe('lead');
    ear.disconnect();
  });
});

describe('purging', () => {
  beforeEach(async () => {
    await store().keep(answer('a', '1', { seed: 's', model: 'gpt:4' }));
    await store().keep(answer('b', '2', { seed: 's', model: 'o1' }));
    await store().keep(answer('c', '3', { model: 'gpt:4' }));
  });
  const left = async () => {
    const all = await Promise.all(['a', 'b', 'c'].map((name) => found(name)));
    return all.filter((value) => value !== 'alone').join('');
  };

  it.each([
    [{ key: keyOf('a') }, 1, '23'],
    [{ seed: 's' }, 2, '3'],
    [{ model: 'gpt:4' }, 2, '2'],
    [{ seed: 's', model: 'gpt:4' }, 1, '23'],
    [{ seed: '' }, 1, '12'],
    [{ key: keyOf('a'), seed: '' }, 0, '123'],
    [{}, 3, ''],
  ])('%j', async (target, gone, rest) => {
    expect(await purgeAnswers(redis, randomUUID(), target)).toBe(0);
    expect(await purgeAnswers(redis, organizationId, target)).toBe(gone);
    expect(await left()).toBe(rest);
    expect((await readOccupancy(redis, organizationId)).entries).toBe(rest.length);
  });

  it('removes thousands', { timeout: 60_000 }, async () => {
    const many = Array.from({ length: 3_000 }, (_, i) =>
      store(10_000_000).keep(answer(`n${i}`, 'x', { seed: 'many' })),
    );
    await Promise.all(many);
    expect(await purgeAnswers(redis, organizationId, { seed: 'many' })).toBe(3_000);
    expect(await readOccupancy(redis, organizationId)).toEqual({
      entries: 3,
      bytes: 3 + 3 * ENTRY_OVERHEAD_BYTES,
    });
  });

  it('does not keep what was being answered meanwhile', async () => {
    const finding = await store().find(redis, question('late'));
    await purgeAnswers(redis, organizationId, {});
    if (finding.kind === 'alone')
      expect(await store().keep(answer('late', 'x', { place: finding.place }))).toBe('none');
    const again = await store().find(redis, question('late'));
    if (again.kind === 'alone')
      expect(await store().keep(answer('late', 'x', { place: again.place }))).toBe('kept');
  });
});

it('tells Redis of a use in a while, also where nothing is kept meanwhile', async () => {
  await store().keep(answer('a', 'a'));
  await store().keep(answer('b', 'b'));
  const oldest = async () => (await redis.zrange(`${prefixOf(organizationId)}lru`, '0', '0'))[0];
  expect(await oldest()).toBe(`${keyOf('a')}:0`);
  expect(await found('a')).toBe('a');
  await eventually(async () => expect(await oldest()).toBe(`${keyOf('b')}:0`));
});
