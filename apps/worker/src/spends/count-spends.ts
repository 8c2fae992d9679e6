import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import { sumKeySpends } from '@heliograph/clickhouse/key-spends';
import type { DbClient } from '@heliograph/db/client';
import { listBudgetedKeys, recordSpends } from '@heliograph/services/api-key/record-spends';

export interface SpendCounter {
  /** Writes down what the log says keys with a budget have cost. Rejects where Postgres or ClickHouse is away. */
  count(now: Date): Promise<void>;
}

/** Days before yesterday change seldom: only where costs are recalculated, or records come very late. */
const WHOLE_MONTH_EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * Sums up costs by key and day, out of the log alone: so the sums are what is logged, however often they are made and by how
 * many workers. The proxies start from them wherever Redis has lost its own count.
 */
export function createSpendCounter({
  db,
  clickHouse,
}: {
  db: DbClient;
  clickHouse: ClickHouseClient;
}): SpendCounter {
  let wholeMonthAt = -Infinity;
  /** Keys whose whole month was summed up once: a new budget counts from the first of the month at once. */
  let known = new Set<string>();
  return {
    async count(now) {
      const keys = await listBudgetedKeys(db);
      if (keys.length === 0) return;
      const month = Date.UTC(now.getUTCFullYear(), now.getUTCMonth());
      const yesterday = Math.floor(now.getTime() / DAY_MS) * DAY_MS - DAY_MS;
      const isDue = now.getTime() - wholeMonthAt >= WHOLE_MONTH_EVERY_MS;
      const isWhole = isDue || keys.some(({ apiKeyId }) => !known.has(apiKeyId));
      const from = new Date(isWhole ? month : Math.max(month, yesterday));
      await recordSpends(db, await sumKeySpends(clickHouse, keys, from), now);
      if (!isWhole) return;
      wholeMonthAt = now.getTime();
      known = new Set(keys.map(({ apiKeyId }) => apiKeyId));
    },
  };
}
