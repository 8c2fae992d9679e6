import type { Tile } from '@heliograph/contracts/dashboard-tile';
import type { Dashboard, DashboardSummary } from '@heliograph/contracts/dashboards';

const tile: Tile = {
  id: 'cost-by-model',
  title: 'Cost by model',
  metrics: [{ metric: 'cost', aggregation: 'sum' }],
  groupBy: ['model'],
  filter: 'status:2xx',
  chart: 'bar',
  limit: 6,
  orderBy: { metric: 0, direction: 'desc' },
  layout: { x: 0, y: 0, w: 6, h: 5 },
};

const summary: DashboardSummary = {
  id: '019aa2b5-2222-7333-8444-777788889999',
  name: 'Cost of the week',
  shared: true,
  owner: { id: '019aa2b5-0000-7111-8222-333344445555', name: 'Ada Lovelace' },
  mayChange: true,
  isDefault: false,
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
};
const dashboard: Dashboard = { ...summary, version: 1, tiles: [tile] };

export const dashboardRequestExamples = {
  'dashboards.create': { name: summary.name, shared: true, tiles: [tile] },
  'dashboards.update': { version: 1, name: 'Cost of the month' },
  'dashboards.setDefault': { id: summary.id },
};

export const dashboardResponseExamples = {
  'dashboards.list': { items: [summary] },
  'dashboards.get': dashboard,
  'dashboards.create': dashboard,
  'dashboards.update': { ...dashboard, name: 'Cost of the month', version: 2 },
};
