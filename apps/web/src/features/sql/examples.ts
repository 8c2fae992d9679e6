/** Statements to begin with. */
export const examples = [
  {
    label: 'Cost by day and model',
    sql: `SELECT toDate(created_at) AS day, model, sum(cost_usd) AS cost
FROM requests
WHERE created_at > now() - INTERVAL 30 DAY
GROUP BY day, model
ORDER BY day, cost DESC`,
  },
  {
    label: 'Slowest models',
    sql: `SELECT model, count() AS requests,
  quantile(0.5)(latency_ms) AS p50, quantile(0.95)(latency_ms) AS p95
FROM requests
WHERE created_at > now() - INTERVAL 7 DAY
GROUP BY model
ORDER BY p95 DESC`,
  },
  {
    label: 'Users with failures',
    sql: `SELECT user_id, countIf(outcome = 'failed') AS errors, count() AS requests
FROM requests
WHERE user_id != '' AND created_at > now() - INTERVAL 7 DAY
GROUP BY user_id
HAVING errors > 0
ORDER BY errors DESC
LIMIT 50`,
  },
  {
    label: 'Values of a property',
    sql: `SELECT properties['feature'] AS feature, count() AS requests, sum(cost_usd) AS cost
FROM requests
WHERE created_at > now() - INTERVAL 30 DAY
GROUP BY feature
ORDER BY cost DESC`,
  },
] as const;
