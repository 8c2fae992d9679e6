import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { changeCosts, type CostChange } from '@heliograph/clickhouse/change-costs';
import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import { type CostedRange, countCostedRows, readCostedRows } from '@heliograph/clickhouse/costed-rows';
import type { PriceBook } from '@heliograph/pricing/custom-prices';
import { repriceRow } from './reprice-row.ts';

interface RepricingProgress {
  requests?: number;
  /** Everything before is done. */
  cursor?: Date;
  examined?: number;
  changed?: number;
}

export interface RepricingTask {
  /** Tells tasks apart: letters, digits, _. */
  name: string;
  range: CostedRange;
  /** Where an earlier attempt got to. */
  cursor: Date;
  changed: number;
  book: PriceBook;
  /** Is told after every step; false where it shall go no further. */
  onProgress: (progress: RepricingProgress) => Promise<boolean>;
  /** Rows read at once, and changes written at once. */
  pageRows?: number;
  stepChanges?: number;
}

const PAGE_ROWS = 5_000;
/** So many new costs fit into ClickHouse's memory and ours; fewer would mean more rewriting of columns. */
const STEP_CHANGES = 50_000;

/**
 * Gives every request of a range the cost that it has by the prices of now. It may be repeated from any point: rows that
 * have their cost already are left alone, so that the second time changes nothing. Rejects where ClickHouse is away.
 */
export async function repriceRange(clickHouse: ClickHouseClient, task: RepricingTask): Promise<void> {
  const { name, range, book, onProgress, pageRows = PAGE_ROWS, stepChanges = STEP_CHANGES } = task;
  const rest = { ...range, from: task.cursor };
  let { changed } = task;
  const requests = await countCostedRows(clickHouse, range);
  let examined = requests - (await countCostedRows(clickHouse, rest));
  if (!(await onProgress({ requests, examined }))) return;

  let after: { createdAt: string; id: string } | null = null;
  let changes: CostChange[] = [];
  for (;;) {
    const rows = await readCostedRows(clickHouse, rest, { after, limit: pageRows });
    for (const row of rows) {
      const cost = repriceRow(row, book);
      if (cost !== null) changes.push({ createdAt: row.createdAt, id: row.id, cost });
    }
    examined += rows.length;
    const last = rows.at(-1);
    const isEnd = last === undefined || rows.length < pageRows;
    // A mutation goes through whole months, so it should not be asked for too little.
    if (isEnd || changes.length >= stepChanges) {
      const { organizationId } = range;
      await changeCosts(clickHouse, { name, organizationId, changes });
      changed += changes.length;
      changes = [];
      const cursor = isEnd || last === undefined ? range.to : new Date(last.at);
      if (!(await onProgress({ cursor, examined, changed })) || isEnd) return;
    } else if (!(await onProgress({ examined }))) return;
    if (last !== undefined) after = { createdAt: last.createdAt, id: last.id };
    await yieldToOthers();
  }
}
