import { expect, it } from 'vitest';
import type { Export } from '@heliograph/contracts/exports';
import { describeExport, isOpen, progressOf } from './describe-export.ts';

const base: Export = {
  id: '019aa3d0-5b1e-7c11-9a44-0d6f2b9e7a10',
  format: 'csv',
  withBodies: false,
  timeRange: { from: '2026-11-20T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' },
  filter: '',
  status: 'queued',
  requests: null,
  exported: 0,
  bytes: null,
  error: null,
  createdBy: null,
  createdAt: '2026-11-21T00:00:00.000Z',
  finishedAt: null,
  expiresAt: null,
};

it.each<[Partial<Export>, string, number | null, boolean]>([
  [{}, 'Waiting for a worker', null, true],
  [{ status: 'running' }, 'Counting', null, true],
  [{ status: 'running', requests: 400, exported: 100 }, '100 of 400 requests', 0.25, true],
  [{ status: 'running', requests: 400, exported: 500 }, '500 of 400 requests', 1, true],
  [{ status: 'done', requests: 1, exported: 1, bytes: 2_048 }, '1 request, 2 KB', 1, false],
  [{ status: 'failed', error: 'ClickHouse is away' }, 'ClickHouse is away', null, false],
  [{ status: 'expired', requests: 0 }, 'Its file has gone', 1, false],
])('%j is told', (part, words, progress, open) => {
  const entry = { ...base, ...part };
  expect([describeExport(entry), progressOf(entry), isOpen(entry)]).toEqual([words, progress, open]);
});
