import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { enqueueRecords } from '@heliograph/queue/ingest-queue';
import { encodeFrame } from '@heliograph/queue/record-frame';
import { replayDeadLetter } from '@heliograph/queue/replay-dead-letter';
import { makeExchange } from '../testing/make-exchange.ts';
import { prepareWorker, type WorkerUnderTest } from '../testing/worker-under-test.ts';

const { organizationId } = makeExchange().record;
let worker: WorkerUnderTest;

beforeEach(async () => {
  worker = await prepareWorker();
});
afterEach(() => worker.cleanUp());

const refuse = (table: string, id: string) =>
  worker.clickHouse.command({ query: `ALTER TABLE ${table} ADD CONSTRAINT no_poison CHECK id != '${id}'` });
const accept = (table: string) =>
  worker.clickHouse.command({ query: `ALTER TABLE ${table} DROP CONSTRAINT no_poison` });
const letters = async (owner: string | null = organizationId) =>
  (await worker.deadLetters.list(owner, { limit: 10 })).items;

/** A batch of three whose middle one the table refuses. */
async function sendWithPoison(table: string) {
  await worker.startReady();
  const batch = [makeExchange(), makeExchange(), makeExchange()];
  const poison = batch[1]?.record.id ?? '';
  await refuse(table, poison);
  await worker.send('segment-1', batch);
  await worker.drained();
  return { poison, all: batch.map(({ record }) => record.id).sort() };
}

test.each(['requests', 'request_bodies'] as const)(
  'a letter that %s refused is stored by its replay, and by a second one not again',
  async (table) => {
    const { poison, all } = await sendWithPoison(table);
    const [letter] = await letters();
    expect(letter).toMatchObject({ requestId: poison, tokens: { [table]: expect.any(String) } });
    const kept = await worker.deadLetters.read(organizationId, letter?.id ?? '');
    await accept(table);
    expect(await replayDeadLetter(worker, organizationId, letter?.id ?? '')).toBe(true);
    await worker.drained();
    expect(await letters()).toEqual([]);
    // As if the first replay had been cut short before the letter was taken off the list.
    if (letter !== undefined) await worker.deadLetters.add(letter, kept?.payload ?? Buffer.alloc(0));
    expect(await replayDeadLetter(worker, organizationId, letter?.id ?? '')).toBe(true);
    await worker.drained();
    expect(await worker.stored('requests')).toEqual(all);
    expect(await worker.stored('request_bodies')).toEqual(all);
    expect(await replayDeadLetter(worker, organizationId, letter?.id ?? '')).toBe(false);
  },
);

test('a letter refused again is the same letter, with both tables where both refuse it', async () => {
  const { poison, all } = await sendWithPoison('requests');
  const [letter] = await letters();
  await replayDeadLetter(worker, organizationId, letter?.id ?? '');
  await vi.waitUntil(async () => (await letters()).length === 1, { timeout: 20_000 });
  await worker.drained();
  expect(await letters()).toEqual([expect.objectContaining({ id: letter?.id, requestId: poison })]);
  expect(await worker.stored('requests')).toEqual(all.filter((id) => id !== poison));
  expect(await worker.stored('request_bodies')).toEqual(all);
});

test('no organization sees, replays or discards the letters of another', async () => {
  await sendWithPoison('requests');
  const [letter] = await letters();
  const other = '019aa2b4-0000-7000-8000-00000000000c';
  expect(await letters(other)).toEqual([]);
  expect(await worker.deadLetters.read(other, letter?.id ?? '')).toBeNull();
  expect(await replayDeadLetter(worker, other, letter?.id ?? '')).toBe(false);
  expect(await worker.deadLetters.remove(other, letter?.id ?? '')).toBe(false);
  expect(await worker.deadLetters.remove(organizationId, letter?.id ?? '')).toBe(true);
  expect(await worker.deadLetters.count(organizationId)).toBe(0);
});

test('a job that nobody can read is laid aside whole after some tries, and comes back by its replay', async () => {
  await worker.startReady();
  await worker.queue.add('records', { version: 9 } as never, { jobId: 'unreadable' });
  await worker.drained();
  expect(await letters(null)).toEqual([
    expect.objectContaining({
      id: 'unreadable',
      kind: 'job',
      organizationId: null,
      reason: expect.stringContaining('no job of this version'),
    }),
  ]);
  expect(await replayDeadLetter(worker, null, 'unreadable')).toBe(true);
  await vi.waitUntil(async () => (await letters(null)).length === 1, { timeout: 20_000 });
});

test('a damaged record is listed to the organization that can be read of it', async () => {
  await worker.startReady();
  const damaged = encodeFrame(makeExchange({ outcome: 'unheard-of' as 'success' }));
  await enqueueRecords(worker.queue, { jobId: 'segment-1', frames: damaged, count: 1 });
  await worker.drained();
  expect(await letters()).toEqual([expect.objectContaining({ organizationId, kind: 'record' })]);
});

test('letters are listed newest first, page by page', async () => {
  const letter = {
    kind: 'record' as const,
    organizationId,
    requestId: null,
    createdAt: null,
    reason: 'no',
    sourceJobId: 's',
    tokens: {},
  };
  for (const n of [1, 2, 3, 4, 5]) {
    await worker.deadLetters.add(
      { ...letter, id: `l-${n}`, laidAsideAt: 1000 + (n > 3 ? 3 : n) },
      Buffer.from('x'),
    );
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await worker.deadLetters.list(organizationId, { limit: 2, cursor });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(['l-5', 'l-4', 'l-3', 'l-2', 'l-1']);
});
