import { randomUUID } from 'node:crypto';
import { TELL_EVERY_MS } from '@heliograph/queue/ingestion-facts';
import type { WorkerContext } from './context.ts';

/** How often batches are looked for that a wrong clock has put off, in ms. */
const PROMOTE_EVERY_MS = 5_000;

/** What a worker does beside its batches, for as long as it isn't closed. */
export function startChores({ facts, recent, promoteStranded }: WorkerContext): { close(): Promise<void> } {
  const id = randomUUID();
  // While Redis is away nobody hears it; /metrics says the same.
  const tell = () => void facts.tellWorker(id, recent.facts(Date.now())).catch(() => undefined);
  const timers = [
    setInterval(tell, TELL_EVERY_MS).unref(),
    setInterval(() => void promoteStranded(), PROMOTE_EVERY_MS).unref(),
  ];
  return {
    async close() {
      for (const timer of timers) clearInterval(timer);
      await facts.forget(id).catch(() => undefined);
    },
  };
}
