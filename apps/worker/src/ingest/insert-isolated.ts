import { isRefusal } from '@heliograph/clickhouse/is-refusal';
import { describeFailure } from './describe-failure.ts';
import type { HalvedParts } from './halved-parts.ts';

/** A row that ClickHouse won't take, by its place in the batch. */
export interface RefusedRow {
  index: number;
  /** Under which it was tried alone; an insert of it later must carry the same. */
  token: string;
  /** ClickHouse's words; they can quote the row, so they don't belong into the log. */
  reason: string;
  /** The same without a word of the row. */
  summary: string;
}

/** Tries on the whole batch, unchanged, before it is halved: what refuses today may have been a server going down. */
const UNCHANGED_ATTEMPTS = 3;

export interface IsolatedInsert<Row> {
  table: string;
  token: string;
  /** 1 on the first try. */
  attempt: number;
  halved: HalvedParts;
  insert: (rows: Row[], token: string) => Promise<void>;
}

/**
 * Inserts a batch as one; where ClickHouse refuses it again and again, halves it until what it refuses stands alone.
 * Tokens of the parts derive from the batch's, and the halves are always the same, so that any part may be repeated.
 * Returns the rows refused. Throws where ClickHouse is away, or the batch should be tried unchanged once more.
 */
export async function insertIsolated<Row>(
  rows: readonly Row[],
  { table, token, attempt, halved, insert }: IsolatedInsert<Row>,
): Promise<RefusedRow[]> {
  const refused: RefusedRow[] = [];
  const insertPart = async (from: number, to: number, partToken: string): Promise<void> => {
    const part = `${table} ${partToken}`;
    if (!halved.has(part)) {
      try {
        return await insert(rows.slice(from, to), partToken);
      } catch (error) {
        if (!isRefusal(error) || attempt < UNCHANGED_ATTEMPTS) throw error;
        if (to - from === 1) {
          const reason = error.message.slice(0, 500);
          refused.push({ index: from, token: partToken, reason, summary: describeFailure(error) });
          return;
        }
        await halved.add(part);
      }
    }
    const middle = from + Math.floor((to - from) / 2);
    await insertPart(from, middle, `${partToken}/0`);
    await insertPart(middle, to, `${partToken}/1`);
  };
  if (rows.length > 0) await insertPart(0, rows.length, token);
  return refused;
}
