import type { IngestionStatus } from '@heliograph/contracts/ingestion';
import type { IngestionClients } from './open-ingestion.ts';

/** Everything that is known of the ingestion now. `now` is ms since the epoch. */
export async function readIngestionStatus(
  clients: IngestionClients,
  organizationId: string,
  now: number,
): Promise<IngestionStatus> {
  const { deadLetters, facts } = clients;
  const [depth, memory, { spools, workers }, own, unattributed] = await Promise.all([
    clients.depth(),
    clients.memory(),
    facts.read(now),
    deadLetters.count(organizationId),
    deadLetters.count(null),
  ]);
  const age = (at: number | null) => (at === null ? null : Math.max(0, (now - at) / 1000));
  const [newestFailure] = workers
    .flatMap(({ lastFailure }) => (lastFailure === null ? [] : [lastFailure]))
    .sort((a, b) => b.at - a.at);
  return {
    queue: {
      waiting: depth.waiting,
      active: depth.active,
      delayed: depth.delayed,
      oldestSeconds: age(depth.oldestAt),
      usedBytes: memory.usedBytes,
      maxBytes: memory.maxBytes,
      mayEvict: memory.mayEvict,
    },
    spools: {
      processes: spools.length,
      records: sum(spools, ({ records }) => records),
      bytes: sum(spools, ({ bytes }) => bytes),
      oldestSeconds: age(least(spools.map(({ oldestAt }) => oldestAt))),
      refusing: spools.filter(({ diskOk }) => !diskOk).length,
      dropped: sum(spools, ({ dropped }) => dropped),
      shed: sum(spools, ({ shed }) => shed),
    },
    workers: {
      processes: workers.length,
      storedPerSecond: sum(workers, ({ storedPerSecond }) => storedPerSecond),
      lagP50Ms: largest(workers.map(({ lagP50Ms }) => lagP50Ms)),
      lagP95Ms: largest(workers.map(({ lagP95Ms }) => lagP95Ms)),
      failures: sum(workers, ({ failures }) => failures),
      lastFailure:
        newestFailure === undefined
          ? null
          : { at: new Date(newestFailure.at).toISOString(), reason: newestFailure.reason },
    },
    deadLetters: { own, unattributed },
  };
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

function present(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

function least(values: readonly (number | null)[]): number | null {
  const some = present(values);
  return some.length === 0 ? null : Math.min(...some);
}

function largest(values: readonly (number | null)[]): number | null {
  const some = present(values);
  return some.length === 0 ? null : Math.max(...some);
}
