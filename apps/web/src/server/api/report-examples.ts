import type { Report } from '@heliograph/contracts/reports';

const report: Report = {
  id: '019aa2b8-1111-7222-8333-444455556666',
  channelId: '019aa2b6-1111-7222-8333-444455556666',
  channelName: 'Team',
  period: 'week',
  timezone: 'Europe/Berlin',
  hour: 8,
  enabled: true,
  nextAt: '2026-11-23T07:00:00.000Z',
  createdAt: '2026-11-20T10:00:00.000Z',
  createdBy: 'Ada Lovelace',
};
const { channelId, period, timezone, hour } = report;

export const reportRequestExamples = {
  'reports.create': { channelId, period, timezone, hour },
  'reports.update': { hour: 9 },
};

export const reportResponseExamples = {
  'reports.list': { items: [report] },
  'reports.create': report,
  'reports.update': { ...report, hour: 9, nextAt: '2026-11-23T08:00:00.000Z' },
};
