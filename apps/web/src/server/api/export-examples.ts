import type { Export } from '@heliograph/contracts/exports';

const exported: Export = {
  id: '019aa3d0-5b1e-7c11-9a44-0d6f2b9e7a10',
  format: 'csv',
  withBodies: false,
  timeRange: { from: '2026-11-01T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' },
  filter: 'property.feature:support',
  status: 'done',
  requests: 48_211,
  exported: 48_211,
  bytes: 31_450_112,
  error: null,
  createdBy: 'Ada Lovelace',
  createdAt: '2026-11-21T10:20:00.000Z',
  finishedAt: '2026-11-21T10:20:09.120Z',
  expiresAt: '2026-11-24T10:20:09.120Z',
};
const queued: Export = {
  ...exported,
  status: 'queued',
  requests: null,
  exported: 0,
  bytes: null,
  finishedAt: null,
  expiresAt: null,
};

export const exportRequestExamples: Readonly<Record<string, unknown>> = {
  'exports.start': {
    timeRange: { from: '2026-11-01T00:00:00Z', to: '2026-11-21T00:00:00Z' },
    filter: 'property.feature:support',
    format: 'csv',
  },
};
export const exportResponseExamples: Readonly<Record<string, unknown>> = {
  'exports.start': queued,
  'exports.list': { items: [exported] },
  'exports.get': exported,
};
