import { setTimeout as wait } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import type { LoadReport } from '../load/start-load.ts';
import type { DrillPlatform } from '../platform/start-drill-platform.ts';
import { differingSums, storedRows } from './stored-rows.ts';

/** What came of a drill's requests. */
export interface DrillAccount {
  /** Ids whose whole answer reached the client, without a row. */
  lost: string[];
  /** Rows beyond the first of an id, in either table. */
  duplicated: number;
  /** Rows of ids that nobody sent. */
  strangers: number;
  /** Rows of answers that didn't reach the client whole. */
  beyond: number;
  differingSums: string[];
}

/** A wait without any change this long is a wait in vain. */
const PATIENCE_MS = 60_000;
const POLL_MS = 250;

/**
 * Waits until nothing is on its way any more (spools shipped, queue empty, every completed answer stored, or no change
 * for a minute), then compares what clients got with what ClickHouse holds.
 */
export async function takeAccount(
  platform: DrillPlatform,
  queue: Pick<Queue, 'getJobCounts'>,
  organizationId: string,
  report: LoadReport,
): Promise<DrillAccount> {
  let before = '';
  let since = performance.now();
  for (;;) {
    const account = await compare(platform, organizationId, report);
    const { waiting, active, delayed } = await queue.getJobCounts('waiting', 'active', 'delayed');
    const segments = await platform.unshippedSegments();
    const onTheirWay = [waiting, active, delayed, segments].reduce<number>((sum, n) => sum + (n ?? 0), 0);
    if (onTheirWay === 0 && account.lost.length === 0) return account;
    const now = JSON.stringify([account.lost.length, account.beyond, waiting, active, delayed, segments]);
    if (now !== before) since = performance.now();
    before = now;
    if (performance.now() - since > PATIENCE_MS) return account;
    await wait(POLL_MS);
  }
}

async function compare(
  { clickHouseClient }: DrillPlatform,
  organizationId: string,
  { sent, warmedUp, completed }: LoadReport,
): Promise<DrillAccount> {
  const { requests, bodies } = await storedRows(clickHouseClient, organizationId);
  const extra = (rows: Map<string, number>) => [...rows.values()].reduce((sum, n) => sum + n - 1, 0);
  const ids = [...requests.keys()];
  return {
    lost: [...completed.keys()].filter((id) => !requests.has(id) || !bodies.has(id)),
    duplicated: extra(requests) + extra(bodies),
    strangers: ids.filter((id) => !sent.has(id) && !warmedUp.has(id)).length,
    beyond: ids.filter((id) => sent.has(id) && !completed.has(id)).length,
    differingSums: await differingSums(clickHouseClient, organizationId),
  };
}
