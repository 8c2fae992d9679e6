import { randomUUID } from 'node:crypto';
import { purgeDeleted } from '@heliograph/clickhouse/purge-deleted';
import { TELL_EVERY_MS } from '@heliograph/queue/ingestion-facts';
import { resealChannelSecrets } from '@heliograph/services/channel/reseal-secrets';
import { forgetDeliveries } from '@heliograph/services/delivery/settle';
import type { WorkerContext } from './context.ts';
import { sweepExports } from './exports/sweep-exports.ts';
import { describeFailure } from './ingest/describe-failure.ts';

/** How often batches are looked for that a wrong clock has put off, in ms. */
const PROMOTE_EVERY_MS = 5_000;
/** How often the costs of keys with a budget are summed up, in ms. */
const COUNT_SPENDS_EVERY_MS = 15_000;
/** How often deleted requests are taken from the disk, in ms: each time parts are rewritten that hold some. */
const PURGE_EVERY_MS = 30 * 60_000;

/** How often what is due is rolled up, in ms. */
const ROLL_UP_EVERY_MS = 15_000;
/** How often files of exports are looked for that have to go, in ms. */
const SWEEP_EXPORTS_EVERY_MS = 10_000;

/** How often old deliveries are forgotten, and secrets looked for that an older key has encrypted, in ms. */
const TIDY_CHANNELS_EVERY_MS = 10 * 60_000;

/** How often stored requests are matched with webhooks, and looked at a second time, in ms. */
const FLUSH_WEBHOOKS_EVERY_MS = 1_000;
const SWEEP_WEBHOOKS_EVERY_MS = 30_000;

/** How often reports are looked for that are due, in ms. */
const REPORT_EVERY_MS = 60_000;

/** What a worker does beside its batches, for as long as it isn't closed. */
export function startChores(context: WorkerContext): { close(): Promise<void> } {
  const { facts, recent, promoteStranded, countSpends, rollups, clickHouse, db, log } = context;
  const id = randomUUID();
  // While Redis is away nobody hears it; /metrics says the same.
  const tell = () => void facts.tellWorker(id, recent.facts(Date.now())).catch(() => undefined);
  let counting: Promise<void> | null = null;
  const count = () => {
    counting ??= countSpends().finally(() => (counting = null));
  };
  let purging: Promise<void> | null = null;
  const purge = () => {
    purging ??= purgeDeleted(clickHouse)
      .then((tables) => {
        if (tables.length > 0) log.info({ tables }, 'Deleted requests taken from the disk');
      })
      // It is tried again, and nothing shows meanwhile.
      .catch((error: unknown) =>
        log.warn({ reason: describeFailure(error) }, 'Deleted requests are still on the disk'),
      )
      .finally(() => (purging = null));
  };
  const sweep = () =>
    void sweepExports(db, context.exportDirectory).catch((error: unknown) =>
      log.debug({ reason: describeFailure(error) }, 'Files of exports could not be looked for'),
    );
  const tidyChannels = () => void tidy(context);
  tidyChannels();
  const { requestWebhooks, sweepLease } = context;
  let flushing: Promise<void> | null = null;
  const flush = () => {
    flushing ??= requestWebhooks.flush().finally(() => (flushing = null));
  };
  let sweeping: Promise<void> | null = null;
  const sweepWebhooks = () => {
    sweeping ??= sweepLease
      .hold()
      .then((isMine) => (isMine ? requestWebhooks.sweep() : undefined))
      .finally(() => (sweeping = null));
  };
  let reporting: Promise<void> | null = null;
  const report = () => {
    reporting ??= context.sendReports().finally(() => (reporting = null));
  };
  const timers = [
    setInterval(report, REPORT_EVERY_MS).unref(),
    setInterval(flush, FLUSH_WEBHOOKS_EVERY_MS).unref(),
    setInterval(sweepWebhooks, SWEEP_WEBHOOKS_EVERY_MS).unref(),
    setInterval(tidyChannels, TIDY_CHANNELS_EVERY_MS).unref(),
    setInterval(sweep, SWEEP_EXPORTS_EVERY_MS).unref(),
    setInterval(tell, TELL_EVERY_MS).unref(),
    setInterval(() => void promoteStranded(), PROMOTE_EVERY_MS).unref(),
    setInterval(count, COUNT_SPENDS_EVERY_MS).unref(),
    setInterval(purge, PURGE_EVERY_MS).unref(),
    setInterval(() => void rollups.keep(), ROLL_UP_EVERY_MS).unref(),
  ];
  return {
    async close() {
      for (const timer of timers) clearInterval(timer);
      await counting;
      await reporting;
      await flushing;
      await requestWebhooks.flush();
      await sweeping;
      await sweepLease.release();
      await rollups.close();
      await facts.forget(id).catch(() => undefined);
    },
  };
}

async function tidy({ db, notifications: { secrets }, log }: WorkerContext): Promise<void> {
  try {
    await forgetDeliveries(db);
    const resealed = secrets === null ? 0 : await resealChannelSecrets(db, secrets);
    if (resealed > 0) log.info({ channels: resealed }, 'Secrets of channels were encrypted with the new key');
  } catch (error) {
    log.debug({ reason: describeFailure(error) }, 'Channels could not be tidied');
  }
}
