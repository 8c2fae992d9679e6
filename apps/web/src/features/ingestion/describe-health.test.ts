import { expect, test } from 'vitest';
import type { IngestionStatus } from '@heliograph/contracts/ingestion';
import { concernsOf } from './describe-health.ts';

const well: IngestionStatus = {
  queue: {
    waiting: 2,
    active: 1,
    delayed: 0,
    oldestSeconds: 0.2,
    usedBytes: 1,
    maxBytes: null,
    mayEvict: false,
  },
  spools: { processes: 1, records: 1, bytes: 1, oldestSeconds: 0.1, refusing: 0, dropped: 0, shed: 0 },
  workers: { processes: 1, storedPerSecond: 1, lagP50Ms: 1, lagP95Ms: 1, failures: 0, lastFailure: null },
  deadLetters: { own: 0, unattributed: 0 },
};
const titles = (status: IngestionStatus) => concernsOf(status).map(({ title }) => title);

test('nothing is said where all is well, or idle', () => {
  expect(concernsOf(well)).toEqual([]);
  const idle = { ...well, queue: { ...well.queue, oldestSeconds: null } };
  expect(concernsOf({ ...idle, spools: { ...well.spools, processes: 0, oldestSeconds: null } })).toEqual([]);
});

test('what is lost comes first, and every trouble has its advice', () => {
  const status = {
    ...well,
    queue: { ...well.queue, mayEvict: true, oldestSeconds: 40 },
    spools: { ...well.spools, dropped: 1, shed: 3, refusing: 1, oldestSeconds: 60 },
    workers: { ...well.workers, processes: 0 },
    deadLetters: { own: 5, unattributed: 2 },
  };
  expect(titles(status)).toEqual([
    '1 record was lost since the proxies started',
    'Redis may evict records',
    'The disk of a spool refuses writes',
    'No worker is running',
    'Proxies can not hand their records to the queue',
    'Workers do not keep up',
    'Bodies of 3 records were left out since the proxies started',
    '2 records can not be read',
  ]);
});

test('the last failure is quoted', () => {
  const lastFailure = { at: '2026-11-21T10:00:00.000Z', reason: 'connect ECONNREFUSED' };
  const workers = { ...well.workers, failures: 4, lastFailure };
  expect(concernsOf({ ...well, workers })).toEqual([
    expect.objectContaining({ tone: 'warning', advice: 'Last: connect ECONNREFUSED' }),
  ]);
});
