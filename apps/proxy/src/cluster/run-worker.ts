import type { Worker } from 'node:cluster';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import type { Env } from '../env.ts';
import { stopOnSignals } from '../run-proxy.ts';
import { startProxy } from '../start-proxy.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** How long somebody who asks for the metrics waits for the primary, ms. */
const SCRAPE_MS = 3_000;

/** One of several proxy processes below a primary. Rejects where it can't start. */
export async function runWorker(worker: Worker, env: Env, log: Logger): Promise<void> {
  // Node would end this process at once when the primary is gone; running answers are to finish.
  worker.exitedAfterDisconnect = true;
  const scrapes = new Map<number, (text: string | null) => void>();
  let scrapeCount = 0;

  function askForAll(): Promise<string> {
    const scrape = scrapeCount++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => answer(null), SCRAPE_MS);
      const answer = (text: string | null): void => {
        clearTimeout(timer);
        scrapes.delete(scrape);
        if (text === null) reject(new Error('The primary process did not give the metrics'));
        else resolve(text);
      };
      scrapes.set(scrape, answer);
      void tell({ type: 'scrape', scrape });
    });
  }

  const proxy = await startProxy(env, log, {
    contentType: Registry.PROMETHEUS_CONTENT_TYPE,
    metrics: askForAll,
  });
  const stop = stopOnSignals(proxy, log, 0, async () => {
    await tell({ type: 'farewell', metrics: await proxy.registry.getMetricsAsJSON() });
  });
  // The primary's affair; sent to the whole group it would end this process.
  process.on('SIGUSR2', () => undefined);
  process.on('message', (message: ToWorker) => {
    switch (message.type) {
      case 'leave':
        return proxy.leave();
      case 'drain':
        return stop('drain');
      case 'adopt':
        return void proxy.adoptLeftovers();
      case 'collect':
        return void proxy.registry
          .getMetricsAsJSON()
          .then((metrics) => tell({ type: 'collected', collection: message.collection, metrics }));
      case 'metrics':
        return scrapes.get(message.scrape)?.(message.text);
    }
  });
  process.once('disconnect', () => stop('primary gone'));
  if (!process.connected) return stop('primary gone');
  await tell({ type: 'ready', port: proxy.port });
}

/** Resolves when it is on its way; nothing is said to a primary that is gone. */
function tell(message: FromWorker): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => resolve());
    else resolve();
  });
}
