import type { AlertEvent, AlertOverview, AlertPreview, AlertRule } from '@heliograph/contracts/alerts';
import type { MaintenanceWindow } from '@heliograph/contracts/maintenance-windows';

const rule: AlertRule = {
  id: '019aa2b6-1111-7222-8333-444455556666',
  name: 'Slow answers',
  enabled: true,
  severity: 'critical',
  metric: { metric: 'latency', aggregation: 'p95' },
  filter: { field: 'property.environment', operator: '=', value: 'production' },
  groupBy: ['model'],
  window: { kind: 'rolling', minutes: 15 },
  timezone: 'UTC',
  condition: { kind: 'threshold', direction: 'above', value: 4_000 },
  minimumRequests: 20,
  forMinutes: 5,
  cooldownMinutes: 0,
  hysteresisPercent: 10,
  renotifyMinutes: 60,
  noData: 'resolve',
  channelIds: ['019aa2b6-7777-7888-8999-aaaabbbbcccc'],
  snoozedUntil: null,
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
  createdBy: 'Ada Lovelace',
};
const group = { model: 'gpt-4o' };

const overview: AlertOverview = {
  rule,
  status: 'firing',
  groups: [
    {
      ...{ group, status: 'firing', since: '2026-11-21T10:20:10.000Z', value: 5_120.4, threshold: 4_000 },
      ...{
        requests: 318,
        evaluatedAt: '2026-11-21T10:31:10.000Z',
        recent: [3_210.1, null, 4_480.9, 5_120.4],
      },
    },
  ],
  groupCount: 1,
  isMuted: false,
  evaluatedAt: '2026-11-21T10:31:10.000Z',
  error: null,
};

const event: AlertEvent = {
  id: '019aa2b6-2222-7333-8444-555566667777',
  ruleId: rule.id,
  ruleName: rule.name,
  severity: rule.severity,
  kind: 'fired',
  group,
  metric: rule.metric,
  startedAt: '2026-11-21T10:20:10.000Z',
  endedAt: null,
  value: 4_480.9,
  peak: 5_120.4,
  threshold: 4_000,
  windowFrom: '2026-11-21T10:05:00.000Z',
  windowTo: '2026-11-21T10:20:00.000Z',
  filter: {
    and: [
      { field: 'property.environment', operator: '=', value: 'production' },
      { field: 'model', operator: '=', value: 'gpt-4o' },
    ],
  },
  acknowledgedAt: null,
  acknowledgedBy: null,
  told: [{ event: 'fired', at: '2026-11-21T10:20:10.000Z', channelIds: rule.channelIds }],
};

const preview: AlertPreview = {
  stepSeconds: 300,
  windowFrom: '2026-11-14T10:30:00.000Z',
  windowTo: '2026-11-21T10:30:00.000Z',
  series: [
    {
      group,
      fired: 2,
      points: [{ time: '2026-11-21T10:30:00.000Z', value: 5_120.4, threshold: 4_000, status: 'firing' }],
    },
  ],
  fired: 2,
  firingSeconds: 1_500,
  groupCount: 1,
};

const maintenance: MaintenanceWindow = {
  id: '019aa2b6-3333-7444-8555-666677778888',
  name: 'Nightly batch',
  startsAt: '2026-11-20T02:00:00.000Z',
  endsAt: '2026-11-20T03:00:00.000Z',
  repeats: 'daily',
  ruleIds: [],
  isActive: false,
};

const { id: _id, snoozedUntil: _until, createdAt: _at, updatedAt: _changed, createdBy: _by, ...given } = rule;
const until = '2026-11-21T18:00:00.000Z';
const { name, startsAt, endsAt, repeats } = maintenance;

export const alertRequestExamples = {
  'alerts.create': { ...given, filter: 'property.environment:production' },
  'alerts.replace': { ...given, forMinutes: 10 },
  'alerts.enable': { enabled: false },
  'alerts.preview': given,
  'alerts.snooze': { until },
  'alerts.history': { ruleId: rule.id, limit: 20 },
  'alerts.maintenance.create': { name, startsAt, endsAt, repeats },
};

export const alertResponseExamples = {
  'alerts.list': { items: [overview] },
  'alerts.create': rule,
  'alerts.replace': { ...rule, forMinutes: 10 },
  'alerts.enable': { ...rule, enabled: false },
  'alerts.preview': preview,
  'alerts.snooze': { ...rule, snoozedUntil: until },
  'alerts.firing': { items: [event] },
  'alerts.history': { items: [event], nextCursor: null },
  'alerts.acknowledge': {
    ...event,
    acknowledgedAt: '2026-11-21T10:25:00.000Z',
    acknowledgedBy: 'Ada Lovelace',
  },
  'alerts.maintenance.list': { items: [maintenance] },
  'alerts.maintenance.create': maintenance,
};
