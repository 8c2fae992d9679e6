import type { SavedQuery } from '@heliograph/contracts/sql';

const sql = `SELECT model, count() AS requests, sum(cost_usd) AS cost
FROM requests
WHERE created_at > now() - INTERVAL {days:UInt16} DAY
GROUP BY model
ORDER BY cost DESC`;

const query: SavedQuery = {
  id: '019aa2b5-2222-7333-8444-5555666688aa',
  name: 'Cost by model',
  shared: true,
  owner: { id: '019aa2b5-0000-7111-8222-333344445555', name: 'Ada Lovelace' },
  mayChange: true,
  sql: 'SELECT model, sum(cost_usd) AS cost FROM requests GROUP BY model ORDER BY cost DESC',
  chart: { kind: 'bar', x: 'model', y: ['cost'], series: null },
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
};

export const sqlRequestExamples = {
  'sql.run': { sql, parameters: { days: 7 }, limit: 100 },
  'sql.queries.create': { name: query.name, shared: true, sql: query.sql, chart: query.chart },
  'sql.queries.update': { name: 'Cost of models' },
};

export const sqlResponseExamples = {
  'sql.run': {
    columns: [
      { name: 'model', type: 'LowCardinality(String)' },
      { name: 'requests', type: 'UInt64' },
      { name: 'cost', type: 'Nullable(Decimal(38, 12))' },
    ],
    rows: [
      ['gpt-4o-2024-08-06', 1840, '12.480615'],
      ['gpt-4o-mini-2024-07-18', 9310, '1.0328175'],
    ],
    truncated: false,
    statistics: { elapsedMs: 18.4, rowsRead: 11150, bytesRead: 713600 },
  },
  'sql.queries.list': { items: [query] },
  'sql.queries.create': query,
  'sql.queries.update': { ...query, name: 'Cost of models' },
};
