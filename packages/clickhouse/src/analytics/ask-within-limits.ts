import { randomUUID } from 'node:crypto';
import { ClickHouseError, type ClickHouseClient } from '../client.ts';
import { killQuery } from '../kill-query.ts';
import { type Select, select } from '../select.ts';
import { MOST_ROWS, tooWide } from './stretches.ts';

/** What one query of a question may take: seconds, bytes of memory, rows of its result. */
const limits = {
  max_execution_time: 15,
  timeout_before_checking_execution_speed: 0,
  max_memory_usage: '1500000000',
  max_result_rows: String(MOST_ROWS + 1),
  max_result_bytes: '50000000',
  result_overflow_mode: 'throw',
};

/** Codes of ClickHouse's own (src/Common/ErrorCodes.cpp) that say which limit was met. */
const reasons = new Map([
  ['158', 'The question reads too many requests.'],
  ['159', 'The question takes more than 15 seconds.'],
  ['160', 'The question takes more than 15 seconds.'],
  ['191', 'The question has too many different values.'],
  ['241', 'The question needs too much memory.'],
  ['396', 'The answer is too long.'],
]);

/** Rows of a query of a question. Throws `too_wide` where it meets a limit; rejects where `signal` ends it. */
export async function askWithinLimits(client: ClickHouseClient, question: Select): Promise<unknown[]> {
  const queryId = randomUUID();
  const { signal } = question;
  const leave = () => void killQuery(client, queryId);
  signal?.addEventListener('abort', leave, { once: true });
  try {
    return await select(client, { ...question, queryId, settings: { ...limits, ...question.settings } });
  } catch (error) {
    const reason = error instanceof ClickHouseError ? reasons.get(error.code) : undefined;
    throw reason === undefined ? error : tooWide(reason, error);
  } finally {
    signal?.removeEventListener('abort', leave);
  }
}
