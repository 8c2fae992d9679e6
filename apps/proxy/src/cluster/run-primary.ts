import cluster, { type Worker } from 'node:cluster';
import type { Logger } from 'pino';
import type { Env } from '../env.ts';
import { SHIP_MS } from '../start-proxy.ts';
import { createMetricsCollector } from './collect-metrics.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** Waits before a worker that died is replaced, in ms: doubled with each death until one has lived long enough. */
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 10_000;
const LONG_ENOUGH_MS = 10_000;
/** Beyond DRAIN_SECONDS and the shipping: a worker that is still there then is stuck, ms. */
const PATIENCE_MS = 5_000;

/**
 * Starts PROXY_WORKERS workers and keeps their number, replaces them one by one on SIGUSR2, ends with them on SIGTERM
 * and SIGINT. Resolves when all are ready; rejects where one can't start (it has said why).
 */
export async function runPrimary(env: Env, log: Logger): Promise<void> {
  const collector = createMetricsCollector();
  const ready = new Set<Worker>();
  const replaced = new Set<Worker>();
  const running = (): Worker[] =>
    Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  let stopping = false;
  let started = false;
  let restarting = false;
  let deaths = 0;

  /** Gives the worker when it is ready, null when it ended before. */
  function launch(): Promise<Worker | null> {
    const worker = cluster.fork();
    const launchedAt = performance.now();
    return new Promise((resolve) => {
      worker.on('message', (message: FromWorker) => {
        if (message.type === 'ready') {
          ready.add(worker);
          resolve(worker);
          if (stopping) tell(worker, { type: 'drain' });
        } else if (message.type === 'scrape') void answerScrape(worker, message.scrape);
        else collector.receive(worker.id, message);
      });
      worker.once('exit', (code: number | null, signal: string | null) => {
        ready.delete(worker);
        resolve(null);
        onExit(worker, performance.now() - launchedAt, signal ?? code);
      });
    });
  }

  function onExit(worker: Worker, livedMs: number, how: string | number | null): void {
    void collector.retire(worker.id);
    for (const other of ready) tell(other, { type: 'adopt' });
    if (stopping) {
      if (running().length === 0) end();
      return;
    }
    if (replaced.delete(worker) || !started) return;
    deaths = livedMs > LONG_ENOUGH_MS || how === 0 ? 0 : deaths + 1;
    const waitMs = deaths === 0 ? 0 : Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (deaths - 1));
    log.error(
      { diedWorker: worker.id, diedPid: worker.process.pid, how, waitMs },
      'A worker ended; another takes its place',
    );
    setTimeout(() => {
      if (!stopping) void launch();
    }, waitMs);
  }

  async function answerScrape(worker: Worker, scrape: number): Promise<void> {
    const sources = [...ready].map((source) => ({
      id: source.id,
      ask: (collection: number) => tell(source, { type: 'collect', collection }),
    }));
    const text = await collector.collect(sources).catch((error: unknown) => {
      log.error({ err: error }, "The workers' metrics could not be added up");
      return null;
    });
    tell(worker, { type: 'metrics', scrape, text });
  }

  /** One after the other: a new worker takes connections before an old one stops to. */
  async function restart(): Promise<void> {
    if (restarting || stopping) return;
    restarting = true;
    log.info('Replacing all workers, one by one');
    for (const old of [...ready]) {
      if (stopping) break;
      const fresh = await launch();
      if (fresh === null) {
        log.error('A new worker did not start; the others go on as they are');
        break;
      }
      if (!running().includes(old)) continue;
      replaced.add(old);
      await drain(old);
    }
    restarting = false;
    log.info({ workers: ready.size }, 'The workers have been replaced');
  }

  /** Resolves when the worker is gone; one that is stuck is killed. */
  function drain(worker: Worker): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => {
          log.error({ stuckWorker: worker.id }, 'A worker did not end in time and is killed');
          worker.process.kill('SIGKILL');
        },
        env.DRAIN_SECONDS * 1000 + SHIP_MS + PATIENCE_MS,
      );
      worker.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
      tell(worker, { type: 'drain' });
    });
  }

  function stop(signal: string): void {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'The proxy is stopping: running answers finish, the spools are shipped');
    if (running().length === 0) end();
    // One that is still starting is told when it is ready; it may serve somebody already.
    for (const worker of ready) tell(worker, { type: 'leave' });
    setTimeout(() => {
      for (const worker of ready) void drain(worker);
    }, env.DRAIN_DELAY_SECONDS * 1000);
  }

  function end(): void {
    log.info('All workers have ended');
    process.exit(0);
  }

  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.on('SIGUSR2', () => void restart());
  const first = await Promise.all(Array.from({ length: env.PROXY_WORKERS }, launch));
  if (first.includes(null) && !stopping) {
    for (const worker of running()) worker.process.kill('SIGKILL');
    throw new Error('A worker could not start.');
  }
  started = true;
  log.info({ workers: env.PROXY_WORKERS }, 'All workers are ready');
}

function tell(worker: Worker, message: ToWorker): void {
  // A worker that is ending may have closed its channel already.
  if (worker.isConnected()) worker.send(message, () => undefined);
}
