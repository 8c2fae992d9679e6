import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import { rollUp } from '@heliograph/clickhouse/rollup/roll-up';
import { newestOffsetAt } from '@heliograph/clickhouse/rollup/rollup-offsets';
import { sweepRollups } from '@heliograph/clickhouse/rollup/sweep-rollups';
import type { Lease } from '@heliograph/queue/lease';
import type { Logger } from 'pino';
import { describeFailure } from '../ingest/describe-failure.ts';

/** Keeps rollups up to what is stored, one call after the other. */
export interface RollupKeeper {
  /** Rolls up what is due, unless another worker is at it. Never rejects. */
  keep(): Promise<void>;
  /** Ends what runs after its step, and lets another worker go on. */
  close(): Promise<void>;
}

/** Everything is looked through so often (ms); in between only what changed lately. */
const WHOLE_EVERY_MS = 3_600_000;
/** What changed so long before the last look (ms) is looked at again: an hour is rolled up only once it has ended. */
const LOOK_BACK_MS = 70 * 60_000;
/** Between two steps ClickHouse is left to others for as long as the step took (ms), at most. */
const LONGEST_PAUSE_MS = 5_000;

export function createRollupKeeper({
  clickHouse,
  lease,
  log,
  now = Date.now,
  settleMs,
}: {
  clickHouse: ClickHouseClient;
  lease: Lease;
  log: Logger;
  now?: () => number;
  settleMs?: number;
}): RollupKeeper {
  let closing = false;
  let keeping: Promise<void> | null = null;
  let [wholeAt, lookedAt] = [-Infinity, -Infinity];

  async function work(): Promise<void> {
    if (closing || !(await lease.hold())) return;
    const startedAt = now();
    // Days of a zone that is new are missing for all times.
    const isWhole = startedAt - wholeAt >= WHOLE_EVERY_MS || (await newestOffsetAt(clickHouse)) >= wholeAt;
    let stepBeganAt: number | null = null;
    const goesOn = async () => {
      if (stepBeganAt !== null && !closing) {
        const took = performance.now() - stepBeganAt;
        await new Promise((resolve) => setTimeout(resolve, Math.min(took, LONGEST_PAUSE_MS)));
      }
      stepBeganAt = performance.now();
      return !closing && (await lease.hold());
    };
    const since = isWhole ? null : lookedAt - LOOK_BACK_MS;
    const made = await rollUp(clickHouse, { since, goesOn, ...(settleMs !== undefined && { settleMs }) });
    if (made.hours + made.days > 0) log.debug(made, 'Hours and days rolled up');
    if (!made.complete) return;
    lookedAt = startedAt;
    if (!isWhole) return;
    wholeAt = startedAt;
    const swept = await sweepRollups(clickHouse);
    if (swept > 0) log.debug({ versions: swept }, 'Rollups that were replaced taken from the disk');
  }

  return {
    keep() {
      keeping ??= work()
        // Until it comes right, questions are answered from the requests themselves.
        .catch((error: unknown) => log.warn({ reason: describeFailure(error) }, 'Nothing was rolled up'))
        .finally(() => (keeping = null));
      return keeping;
    },
    async close() {
      closing = true;
      await keeping;
      await lease.release();
    },
  };
}
