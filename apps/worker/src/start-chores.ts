import { randomUUID } from 'node:crypto';
import { TELL_EVERY_MS } from '@heliograph/queue/ingestion-facts';
import type { WorkerContext } from './context.ts';

/** How often batches are looked for that a wrong clock has put off, in ms. */
const PROMOTE_EVERY_MS = 5_000;
/** How often the costs of keys with a budget are summed up, in ms. */
const COUNT_SPENDS_EVERY_MS = 15_000;

/** What a worker does beside its batches, for as long as it isn't closed. */
export function startChores({ facts, recent, promoteStranded, countSpends }: WorkerContext): {
  close(): Promise<void>;
} {
  const id = randomUUID();
  // While Redis is away nobody hears it; /metrics says the same.
  const tell = () => void facts.tellWorker(id, recent.facts(Date.now())).catch(() => undefined);
  let counting: Promise<void> | null = null;
  const count = () => {
    counting ??= countSpends().finally(() => (counting = null));
  };
  const timers = [
    setInterval(tell, TELL_EVERY_MS).unref(),
    setInterval(() => void promoteStranded(), PROMOTE_EVERY_MS).unref(),
    setInterval(count, COUNT_SPENDS_EVERY_MS).unref(),
  ];
  return {
    async close() {
      for (const timer of timers) clearInterval(timer);
      await counting;
      await facts.forget(id).catch(() => undefined);
    },
  };
}
