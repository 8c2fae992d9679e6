import { type IngestionFacts, TELL_EVERY_MS } from '@heliograph/queue/ingestion-facts';
import type { SpoolStats } from './spool.ts';

/**
 * Tells every two seconds what waits in this process's spool, for the dashboard. While Redis is away nobody hears it;
 * /metrics says the same. `close` takes it back.
 */
export function startTellingSpool(
  facts: IngestionFacts,
  id: string,
  stats: () => SpoolStats,
): { close(): Promise<void> } {
  const tell = (): void => {
    facts.tellSpool(id, { at: Date.now(), ...stats() }).catch(() => undefined);
  };
  const telling = setInterval(tell, TELL_EVERY_MS).unref();
  return {
    async close() {
      clearInterval(telling);
      await facts.forget(id).catch(() => undefined);
    },
  };
}
