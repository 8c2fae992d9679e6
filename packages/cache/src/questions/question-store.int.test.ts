import { createHash, randomUUID } from 'node:crypto';
import { freshRedis } from '@heliograph/stack/testing/services';
import { Redis } from 'ioredis';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAnswerStore } from '../answer-store.ts';
import { prefixOf } from '../keys.ts';
import { purgeAnswers, type PurgeTarget } from '../purge-answers.ts';
import { readOccupancy } from '../read-occupancy.ts';
import { createQuestionIndex, type QuestionIndex } from './question-index.ts';
import { keepQuestion, MAX_QUESTIONS, useQuestion } from './question-store.ts';
import { normalize } from './vector-group.ts';

const BUDGET = 50_000_000;

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

const hex = (name: string) => Buffer.from(name).toString('hex').padEnd(64, '0');
const groupOf = (name = 'g') => ({ organizationId, group: hex(name) });

/** A direction that is the name's own. */
function vectorOf(name: string): Float32Array {
  let seed = createHash('sha256').update(name).digest().readUInt32LE(0);
  const vector = Float32Array.from({ length: 64 }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 1_073_741_823.5 - 1;
  });
  normalize(vector);
  return vector;
}

async function keepAnswer(
  name: string,
  more: { seed?: string; model?: string; ttlMs?: number; value?: string } = {},
) {
  const { value = 'answer', seed = '', model = 'm', ttlMs = 60_000 } = more;
  const generation = (await redis.hget(`${prefixOf(organizationId)}sum`, 'generation')) ?? '0';
  return createAnswerStore({ writer: redis, processId: 'one', budgetBytes: BUDGET, lockMs: 5_000 }).keep({
    ...{ organizationId, key: hex(name), size: 1, capacity: null, seed, model, ttlMs },
    ...{ place: { generation, replace: '' }, refresh: true, flight: null, value: Buffer.from(value) },
  });
}

async function keepBoth(name: string, group = 'g', more: Parameters<typeof keepAnswer>[1] = {}) {
  await keepAnswer(name, more);
  const kept = {
    key: hex(name),
    text: name,
    vector: vectorOf(name),
    ttlMs: more.ttlMs ?? 60_000,
    budgetBytes: BUDGET,
  };
  return keepQuestion(redis, groupOf(group), kept);
}

async function found(index: QuestionIndex, name: string, group = 'g'): Promise<string | undefined> {
  const copy = await index.refresh(redis, groupOf(group));
  return copy.search(vectorOf(name), 0.99, 1)[0]?.value.text;
}

const names = async () => (await redis.keys(`${prefixOf(organizationId)}*`)).sort();

describe('questions', () => {
  it('are found in their group and organization alone', async () => {
    const index = createQuestionIndex(1e7);
    expect(await keepBoth('a')).toBe(true);
    expect(await found(index, 'a')).toBe('a');
    expect(await found(index, 'b')).toBeUndefined();
    expect(await found(index, 'a', 'other')).toBeUndefined();
    organizationId = randomUUID();
    expect(await found(index, 'a')).toBeUndefined();
  });

  it('are seen by other processes as soon as they are kept, each once', async () => {
    const [one, other] = [createQuestionIndex(1e7), createQuestionIndex(1e7)];
    await keepBoth('a');
    expect(await found(one, 'a')).toBe('a');
    await keepBoth('b');
    expect([await found(one, 'b'), await found(other, 'b'), await found(other, 'a')]).toEqual([
      'b',
      'b',
      'a',
    ]);
    const get = vi.spyOn(redis, 'callBuffer');
    await found(one, 'a');
    expect(get).toHaveBeenCalledTimes(1);
    expect(await get.mock.results[0]?.value).toHaveLength(1);
    get.mockRestore();
  });

  it('are not kept without an answer', async () => {
    const kept = { key: hex('a'), text: 'a', vector: vectorOf('a'), ttlMs: 1_000, budgetBytes: BUDGET };
    expect(await keepQuestion(redis, groupOf(), kept)).toBe(false);
    expect(await names()).toEqual([]);
  });

  const targets: [name: string, target: PurgeTarget][] = [
    ['key', { key: hex('a') }],
    ['seed', { seed: 's' }],
    ['model', { model: 'x' }],
    ['all', {}],
  ];
  it.each(targets)('go with their answers in a purge by %s, text and vector', async (_name, target) => {
    const index = createQuestionIndex(1e7);
    await keepBoth('a', 'g', { seed: 's', model: 'x' });
    await keepBoth('b', 'g', { seed: 't', model: 'y' });
    expect(await found(index, 'a')).toBe('a');
    await purgeAnswers(redis, organizationId, target);
    expect(await found(index, 'a')).toBeUndefined();
    expect(await found(createQuestionIndex(1e7), 'a')).toBeUndefined();
    expect(await names()).not.toContain(`${prefixOf(organizationId)}q:${hex('a')}`);
    const all = Object.keys(target).length === 0;
    expect(await found(index, 'b')).toBe(all ? undefined : 'b');
    expect((await readOccupancy(redis, organizationId)).bytes === 0).toBe(all);
  });

  it('end with their answers', async () => {
    const index = createQuestionIndex(1e7);
    await keepBoth('a', 'g', { ttlMs: 200 });
    await keepBoth('b');
    expect(await found(index, 'a')).toBe('a');
    await eventually(async () => expect(await found(index, 'a')).toBeUndefined(), { timeout: 5_000 });
    expect(await found(index, 'b')).toBe('b');
    for (const name of await names()) expect(await redis.pttl(name), name).toBeGreaterThan(0);
  });

  it('count within the organization’s budget, and leave nothing behind', async () => {
    await keepAnswer('a');
    const { bytes } = await readOccupancy(redis, organizationId);
    await keepBoth('a');
    await keepBoth('a');
    const both = await readOccupancy(redis, organizationId);
    expect(both.bytes).toBeGreaterThan(bytes + 64 * 2);
    expect(both.bytes).toBeLessThan(bytes + 64 * 2 + 1_000);
    await purgeAnswers(redis, organizationId, {});
    expect(await readOccupancy(redis, organizationId)).toEqual({ entries: 0, bytes: 0 });
    expect(await names()).toEqual([`${prefixOf(organizationId)}sum`]);
  });

  it('make room among the least recently used where the budget is spent', async () => {
    await keepBoth('a');
    await keepBoth('b');
    const { bytes } = await readOccupancy(redis, organizationId);
    await keepAnswer('c');
    const kept = { key: hex('c'), text: 'c', vector: vectorOf('c'), ttlMs: 60_000, budgetBytes: bytes + 10 };
    expect(await keepQuestion(redis, groupOf(), kept)).toBe(true);
    const index = createQuestionIndex(1e7);
    expect([await found(index, 'a'), await found(index, 'b'), await found(index, 'c')]).toEqual([
      undefined,
      'b',
      'c',
    ]);
    expect((await readOccupancy(redis, organizationId)).bytes).toBeLessThanOrEqual(bytes + 10);
  });

  it('are at most a thousand in a group; the least recently used goes', { timeout: 60_000 }, async () => {
    const index = createQuestionIndex(1e7);
    for (let i = 0; i < MAX_QUESTIONS; i += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, j) => keepBoth(`question ${i + j}`)));
    }
    // A process that knows nothing yet has the first page at once and the rest soon.
    await eventually(async () => expect((await index.refresh(redis, groupOf())).size).toBe(MAX_QUESTIONS));
    await useQuestion(redis, groupOf(), hex('question 0'));
    await keepBoth('one more');
    expect(await found(index, 'one more')).toBe('one more');
    expect((await index.refresh(redis, groupOf())).size).toBe(MAX_QUESTIONS);
    expect(await found(index, 'question 0')).toBe('question 0');
    const all = await Promise.all(Array.from({ length: 50 }, (_, i) => found(index, `question ${i}`)));
    expect(all.filter((text) => text === undefined)).toHaveLength(1);
  });

  it('keep no more copies in memory than is set', async () => {
    const index = createQuestionIndex(20_000);
    for (let i = 0; i < 20; i++) {
      await keepBoth(`a ${i}`, `group ${i}`);
      expect(await found(index, `a ${i}`, `group ${i}`)).toBe(`a ${i}`);
    }
    expect(index.bytes).toBeLessThan(20_000);
    expect(await found(index, 'a 0', 'group 0')).toBe('a 0');
  });
});
