import type { Logger } from 'pino';
import type { DbClient } from '@heliograph/db/client';
import { claimDeliveries, type ClaimedDelivery } from '@heliograph/services/delivery/claim';
import { type Settlement, settleDelivery } from '@heliograph/services/delivery/settle';
import { describeFailure } from '../ingest/describe-failure.ts';
import type { WorkerMetrics } from '../metrics.ts';
import { deliver, type SendingContext } from './deliver.ts';

export interface DeliveryContext extends SendingContext {
  db: DbClient;
  log: Logger;
  metrics: Pick<WorkerMetrics, 'deliveryTried'>;
}

/** How often the outbox is looked at, ms. */
const LOOK_EVERY_MS = 1_000;
/** Sent at once by one worker, and of these to one channel: a receiver that hangs holds nobody else back. */
const AT_ONCE = 32;
const PER_CHANNEL = 8;
/** Before the next look where there was something, ms: what came free meanwhile is taken in one. */
const SOON_MS = 20;
/** Longer than any try may take; after it another worker takes over. */
const LEASE_MS = 60_000;
/** Between tries to note what became of a delivery, ms. */
const SETTLE_AGAIN_MS = 1_000;

/**
 * Sends what is in the outbox, until it is closed; `close` waits for what is under way. The rows of Postgres are the queue: a
 * claim and its lease make that two workers never send the same one, whatever becomes of Redis or of a worker.
 */
export function startDeliveryLoop(
  context: DeliveryContext,
  { lookEveryMs = LOOK_EVERY_MS, leaseMs = LEASE_MS } = {},
): { close(): Promise<void> } {
  const { db, log, metrics } = context;
  const underWay = new Map<Promise<void>, string>();
  let closing = false;
  let looking: Promise<void> | null = null;
  /** Whether the last look left something behind for want of hands. */
  let isMore = false;
  let timer: NodeJS.Timeout;

  const look = (): void => {
    clearTimeout(timer);
    looking ??= claim()
      .catch((error: unknown) => {
        log.debug({ reason: describeFailure(error) }, 'Notifications could not be looked for');
        return 0;
      })
      .then((claimed) => {
        looking = null;
        if (closing) return;
        isMore = claimed > 0;
        timer = setTimeout(look, isMore && underWay.size < AT_ONCE ? SOON_MS : lookEveryMs).unref();
      });
  };

  /** Hands came free. */
  const again = (): void => {
    if (closing || looking !== null) return;
    isMore = false;
    clearTimeout(timer);
    timer = setTimeout(look, SOON_MS).unref();
  };

  async function claim(): Promise<number> {
    const limit = AT_ONCE - underWay.size;
    if (limit <= 0 || closing) return 0;
    const channels = [...underWay.values()];
    const busy = channels.filter((id) => channels.filter((each) => each === id).length >= PER_CHANNEL);
    const claimed = await claimDeliveries(db, { limit, perChannel: PER_CHANNEL, busy, leaseMs });
    const until = Date.now() + leaseMs;
    for (const each of claimed) {
      const sending = sendAndSettle(each, until).finally(() => {
        underWay.delete(sending);
        if (isMore) again();
      });
      underWay.set(sending, each.channelId);
    }
    return claimed.length;
  }

  async function sendAndSettle(claimed: ClaimedDelivery, until: number): Promise<void> {
    const settlement = await deliver(context, claimed);
    const { status, tries } = settlement;
    const [tried] = tries.slice(-1);
    metrics.deliveryTried(claimed.channel.kind, status, tried?.latencyMs ?? 0);
    const facts = { delivery: claimed.id, channel: claimed.channelId, attempt: claimed.attempt };
    if (status === 'dead')
      log.warn({ ...facts, reason: tried?.error }, 'A notification could not be delivered');
    else log.debug({ ...facts, status }, 'A notification was tried');
    if (!(await settle(settlement, until)))
      log.warn(facts, 'What became of a notification could not be noted: it may be sent again');
  }

  /** Tries as long as the delivery is ours: what isn't noted is sent again. */
  async function settle(settlement: Settlement, until: number): Promise<boolean> {
    for (;;) {
      try {
        return await settleDelivery(db, settlement);
      } catch (error) {
        if (Date.now() + SETTLE_AGAIN_MS > until) return false;
        log.debug({ reason: describeFailure(error) }, 'A delivery could not be noted yet');
        await new Promise((resolve) => setTimeout(resolve, SETTLE_AGAIN_MS));
      }
    }
  }

  timer = setTimeout(look, 0).unref();
  return {
    async close() {
      closing = true;
      clearTimeout(timer);
      await looking;
      await Promise.all(underWay.keys());
    },
  };
}
