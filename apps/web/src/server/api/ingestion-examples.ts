import type { DeadLetter, IngestionStatus } from '@heliograph/contracts/ingestion';

const ingestionStatus: IngestionStatus = {
  queue: {
    waiting: 3,
    active: 4,
    delayed: 0,
    oldestSeconds: 0.4,
    usedBytes: 4_194_304,
    maxBytes: 536_870_912,
    mayEvict: false,
  },
  spools: { processes: 2, records: 41, bytes: 122_880, oldestSeconds: 0.1, refusing: 0, dropped: 0, shed: 0 },
  workers: {
    processes: 1,
    storedPerSecond: 312.5,
    lagP50Ms: 180,
    lagP95Ms: 410,
    failures: 0,
    lastFailure: null,
  },
  deadLetters: { own: 1, unattributed: 0 },
};

const deadLetter: DeadLetter = {
  id: '019a9f61-22c3-7d1f-9a54-7b2e3c4d5f60-00000012-7',
  requestId: '019a9f60-11b2-7c0e-8f43-6a1d2b3c4d5e',
  createdAt: '2026-11-21T10:15:00.123Z',
  laidAsideAt: '2026-11-21T10:15:02.000Z',
  reason: 'requests: Value is out of range of the column.',
  bytes: 3_172,
  missingFrom: ['requests'],
};

/** Per operation on the ingestion, what is answered. */
export const ingestionExamples: Readonly<Record<string, unknown>> = {
  'ingestion.status': ingestionStatus,
  'ingestion.deadLetters.list': { items: [deadLetter], nextCursor: null },
  'ingestion.deadLetters.replayAll': { replayed: 1 },
  'ingestion.deadLetters.discardAll': { discarded: 1 },
};
