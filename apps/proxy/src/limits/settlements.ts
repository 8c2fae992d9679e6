import { RedisAwayError } from '../traffic-redis.ts';
import type { CallAmounts } from './call-amounts.ts';
import type { Taken } from './limit-counters.ts';

/** Sees to it that what was used is counted, even where Redis is away when it becomes known. */
export interface Settlements {
  add(taken: Taken, used: CallAmounts): void;
  close(): void;
}

interface Waiting {
  taken: Taken;
  used: CallAmounts;
  since: number;
}

/** What is kept for a Redis that is away; beyond, the log alone knows. */
const MAX_WAITING = 10_000;
const TRY_AGAIN_MS = 500;
/** Holds are given back by then without us. */
const MAX_AGE_MS = 20 * 60_000;

/** `settle` rejects with RedisAwayError where it was not sent, or not answered: then it is sent again. */
export function createSettlements(settle: (taken: Taken, used: CallAmounts) => Promise<void>): Settlements {
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;

  function send(one: Waiting): void {
    settle(one.taken, one.used).catch((error: unknown) => {
      // An error that Redis answers with would only come again.
      if (!(error instanceof RedisAwayError) || waiting.length >= MAX_WAITING) return;
      waiting.push(one);
      timer ??= setTimeout(again, TRY_AGAIN_MS).unref();
    });
  }

  function again(): void {
    timer = undefined;
    const now = performance.now();
    const due = waiting.filter(({ since }) => now - since < MAX_AGE_MS);
    waiting = [];
    due.forEach(send);
  }

  return {
    add: (taken, used) => send({ taken, used, since: performance.now() }),
    close: () => clearTimeout(timer),
  };
}
