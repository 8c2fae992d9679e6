import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CapturedExchange } from '@heliograph/contracts/log-record';
import { decodeFrames, encodeFrame } from '@heliograph/queue/record-frame';
import { pino } from 'pino';
import { v7 as uuid } from 'uuid';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exchangeWith } from '../testing/exchange-with.ts';
import { type Capture, openCapture } from './open-capture.ts';
import { createSegmentWriter } from './segment-writer.ts';
import type { Batch } from './shipper.ts';
import { createSpool } from './spool.ts';
import { openSpoolDirectory } from './spool-directory.ts';

const log = pino({ level: 'silent' });
let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'heliograph-spool-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** A queue that takes batches like BullMQ does: a known id changes nothing. `away` makes it fail. */
function testQueue() {
  const jobs = new Map<string, Batch>();
  const state = { away: false, sends: 0 };
  const send = (batch: Batch): Promise<void> => {
    state.sends++;
    if (state.away) return Promise.reject(new Error('Redis is away'));
    if (!jobs.has(batch.jobId)) jobs.set(batch.jobId, { ...batch, frames: Buffer.from(batch.frames) });
    return Promise.resolve();
  };
  const ids = (): string[] =>
    [...jobs.values()].flatMap(({ frames }) =>
      Array.from(decodeFrames(frames), ({ exchange }) => exchange.record.id),
    );
  return { jobs, state, send, ids };
}

function open(send: (batch: Batch) => Promise<void>, maxBytes = 1e9): Promise<Capture> {
  return openCapture({ directory: root, maxBytes, fsyncMs: 5, send, onShipped: () => undefined, log });
}
const segmentFiles = async (): Promise<string[]> =>
  (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.seg'));

describe('the spool', () => {
  it('ships every record once, in order, and leaves nothing behind', async () => {
    const queue = testQueue();
    const capture = await open(queue.send);
    const sent = Array.from({ length: 1_300 }, () => uuid());
    for (const id of sent) void capture.spool.append(exchangeWith({ id }));
    await capture.close(Date.now() + 5_000);
    expect(queue.ids()).toEqual(sent);
    expect([...queue.jobs.values()].every(({ count }) => count <= 500)).toBe(true);
    expect(await readdir(root)).toEqual([]);
  });

  it('has a record on disk when append says so', async () => {
    const queue = testQueue();
    queue.state.away = true;
    const capture = await open(queue.send);
    const exchange = exchangeWith({ id: uuid() });
    await capture.spool.append(exchange);
    const [file] = await segmentFiles();
    expect(await readFile(path.join(root, file ?? ''))).toEqual(encodeFrame(exchange));
    expect(capture.spool.stats()).toMatchObject({ records: 1, dropped: 0, diskOk: true });
    await capture.close(Date.now());
  });

  it('waits while the queue is away and ships all of it afterwards', async () => {
    const queue = testQueue();
    queue.state.away = true;
    const capture = await open(queue.send);
    const sent = Array.from({ length: 700 }, () => uuid());
    for (const id of sent) void capture.spool.append(exchangeWith({ id }));
    await eventually(() => expect(queue.state.sends).toBeGreaterThan(1));
    expect(queue.ids()).toEqual([]);
    queue.state.away = false;
    await eventually(() => expect(queue.ids()).toEqual(sent), { timeout: 5_000 });
    await eventually(() =>
      expect(capture.spool.stats()).toMatchObject({ records: 0, bytes: 0, oldestAt: null }),
    );
    await capture.close(Date.now() + 1_000);
  });

  it('leaves bodies out near its budget and drops beyond it, counting both', async () => {
    const queue = testQueue();
    queue.state.away = true;
    const capture = await open(queue.send, 10_000);
    for (let i = 0; i < 20; i++) void capture.spool.append(exchangeWith({ id: uuid() }, Buffer.alloc(3_000)));
    const { bytes, shed, dropped, records } = capture.spool.stats();
    expect(bytes).toBeLessThanOrEqual(10_000);
    expect(shed).toBeGreaterThan(0);
    expect(dropped + records).toBe(20);
    queue.state.away = false;
    await capture.close(Date.now() + 5_000);
    const shipped = [...queue.jobs.values()].flatMap(({ frames }) => Array.from(decodeFrames(frames)));
    expect(
      shipped.some(({ exchange }) => exchange.record.request.truncated && exchange.requestBody.length === 0),
    ).toBe(true);
  });

  it('keeps records in memory while the disk refuses them', async () => {
    const queue = testQueue();
    const directory = path.join(root, 'gone');
    const spool = createSpool({ writer: createSegmentWriter(directory, 'x'), maxBytes: 1e9, log });
    await spool.append(exchangeWith({ id: uuid() }));
    expect(spool.stats()).toMatchObject({ records: 1, dropped: 0, diskOk: false });
    const segment = spool.next(true);
    expect(segment?.source).toHaveProperty('memory');
    expect(queue.jobs.size).toBe(0);
  });

  it('ships bodies of any size, each record once and in order', async () => {
    const queue = testQueue();
    const capture = await open(queue.send);
    const sizes = [10, 300_000, 5_000_000, 20, 900_000, 900_000, 1_048_576, 30];
    const sent = sizes.map((size) => exchangeWith({ id: uuid() }, Buffer.alloc(size, 'x')));
    await Promise.all(sent.map((exchange) => capture.spool.append(exchange)));
    await capture.close(Date.now() + 5_000);
    const shipped = [...queue.jobs.values()].flatMap(({ frames }) => Array.from(decodeFrames(frames)));
    expect(shipped.map(({ exchange }) => [exchange.record.id, exchange.requestBody.length])).toEqual(
      sent.map(({ record, requestBody }) => [record.id, requestBody.length]),
    );
  });

  it('reads from its files what is too much to be kept in memory', async () => {
    const queue = testQueue();
    queue.state.away = true;
    const capture = await open(queue.send);
    const sent = Array.from({ length: 60 }, () => exchangeWith({ id: uuid() }, Buffer.alloc(700_000, 'y')));
    for (const exchange of sent) await capture.spool.append(exchange);
    queue.state.away = false;
    await capture.close(Date.now() + 5_000);
    expect(queue.ids()).toEqual(sent.map(({ record }) => record.id));
  });
});

describe('what a dead process left', () => {
  /** A folder as a process leaves it that was killed while writing. */
  async function leaveBehind(exchanges: CapturedExchange[], torn: number): Promise<void> {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    const folder = path.join(root, uuid());
    await mkdir(folder);
    await writeFile(
      path.join(folder, 'owner.json'),
      JSON.stringify({
        host: (await import('node:os')).hostname(),
        bootId: '',
        pid: child.pid,
        startTicks: '1',
      }),
    );
    const file = path.join(folder, `${path.basename(folder)}-00000000.seg`);
    await writeFile(file, Buffer.concat(exchanges.map(encodeFrame)));
    await appendFile(file, encodeFrame(exchangeWith({ id: uuid() })).subarray(0, torn));
  }

  it('is shipped first, without the record it was writing', async () => {
    const sent = [uuid(), uuid(), uuid()];
    await leaveBehind(
      sent.map((id) => exchangeWith({ id })),
      50,
    );
    const queue = testQueue();
    const capture = await open(queue.send);
    await eventually(() => expect(queue.ids()).toEqual(sent));
    await capture.close(Date.now() + 1_000);
    expect(await readdir(root)).toEqual([]);
  });

  it('is adopted by exactly one of many', async () => {
    const sent = Array.from({ length: 5 }, () => uuid());
    for (const id of sent) await leaveBehind([exchangeWith({ id })], 0);
    const queues = Array.from({ length: 4 }, testQueue);
    const captures = await Promise.all(queues.map((queue) => open(queue.send)));
    await eventually(() => expect(queues.flatMap((queue) => queue.ids()).sort()).toEqual([...sent].sort()));
    await Promise.all(captures.map((capture) => capture.close(Date.now() + 1_000)));
  });

  it('is left alone while its owner lives', async () => {
    const owner = await openSpoolDirectory(root);
    const spool = createSpool({ writer: createSegmentWriter(owner.path, owner.id), maxBytes: 1e9, log });
    await spool.append(exchangeWith({ id: uuid() }));
    const other = await openSpoolDirectory(root);
    expect(await other.adopt()).toEqual([]);
    expect(await segmentFiles()).toHaveLength(1);
  });
});
