import type { Logger } from 'pino';

/** Notes when keys are used, for the dashboard's "last used". */
export interface KeyUse {
  /** `usedAt` is milliseconds since the epoch. Costs a map write. */
  note(apiKeyId: string, usedAt: number): void;
  close(): Promise<void>;
}

/** A key in steady use is written once in this time, ms. */
const FLUSH_EVERY_MS = 60_000;
/** The first use of a key shows soon. */
const FIRST_FLUSH_MS = 1_000;

/** Collects uses and hands each key's latest to `record`, off the request's path; failures cost only this display. */
export function createKeyUse(record: (apiKeyId: string, usedAt: Date) => Promise<void>, log: Logger): KeyUse {
  const latest = new Map<string, number>();
  const writtenAt = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    timer = undefined;
    const uses = [...latest];
    latest.clear();
    for (const [apiKeyId, usedAt] of uses) {
      writtenAt.set(apiKeyId, usedAt);
      await record(apiKeyId, new Date(usedAt)).catch((error: unknown) => {
        log.debug({ err: error }, 'The use of an API key could not be noted');
      });
    }
  }

  return {
    note(apiKeyId, usedAt) {
      if (usedAt - (writtenAt.get(apiKeyId) ?? 0) < FLUSH_EVERY_MS) return;
      latest.set(apiKeyId, usedAt);
      timer ??= setTimeout(() => void flush(), FIRST_FLUSH_MS).unref();
    },
    async close() {
      clearTimeout(timer);
      await flush();
    },
  };
}
