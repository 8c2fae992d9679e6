import { randomUUID } from 'node:crypto';
import type { BatchState, InsertClaim } from '@heliograph/queue/insert-claims';
import { type BatchToStore, insertTables, nothingRefused, type Refusals } from './store-batch.ts';
import { type StoredBatch, storeTogether, type StoreTogetherContext } from './store-together.ts';

/** Lets small batches share their inserts: what an insert costs ClickHouse hardly depends on how much is in it. */
export interface SharedInserts {
  /** Resolves with what ClickHouse won't take when all else of the batch is in. Throws to be tried again. */
  store(batch: BatchToStore): Promise<Refusals>;
}

export interface SharedInsertLimits {
  /** A shared insert begins at least so long after the one before, ms, unless it is full. */
  everyMs: number;
  /** What makes one full. */
  rows: number;
  bytes: number;
  batches: number;
  /** Shared inserts at once: while ClickHouse works on one the next is made ready. */
  atOnce: number;
}

interface Waiting {
  batch: BatchToStore;
  resolve: (refusals: Refusals) => void;
  reject: (error: unknown) => void;
}

export function createSharedInserts(
  context: StoreTogetherContext,
  { everyMs, rows, bytes, batches, atOnce }: SharedInsertLimits,
): SharedInserts {
  let waiting: Waiting[] = [];
  let size = { rows: 0, bytes: 0 };
  let running = 0;
  let beganAt = -Infinity;
  let timer: NodeJS.Timeout | undefined;

  const isFull = () => size.rows >= rows || size.bytes >= bytes || waiting.length >= batches;

  function advance(): void {
    clearTimeout(timer);
    if (waiting.length === 0 || running >= atOnce) return;
    const left = beganAt + everyMs - performance.now();
    if (left > 0 && !isFull()) timer = setTimeout(advance, left);
    else void begin();
  }

  async function begin(): Promise<void> {
    const taken = waiting;
    waiting = [];
    size = { rows: 0, bytes: 0 };
    beganAt = performance.now();
    running += 1;
    try {
      await storeAll(context, taken);
    } finally {
      running -= 1;
      advance();
    }
  }

  return {
    store: (batch) =>
      new Promise((resolve, reject) => {
        waiting.push({ batch, resolve, reject });
        size.rows += batch.prepared.length;
        for (const { rows: written } of batch.prepared)
          for (const table of insertTables) size.bytes += written[table].bytes.length;
        advance();
      }),
  };
}

/**
 * Finds out with whom each batch is inserted, and does so. Resolves when the shared inserts are made, and settles every
 * batch then or later; never rejects.
 */
async function storeAll(context: StoreTogetherContext, taken: readonly Waiting[]): Promise<void> {
  const byBatch = new Map(taken.map((one) => [one.batch, one]));
  const settle = ([batch, outcome]: StoredBatch): void => {
    const one = byBatch.get(batch);
    if ('error' in outcome) one?.reject(outcome.error);
    else one?.resolve(outcome.refusals);
  };
  try {
    const claimed = await claimAll(
      context,
      taken.map(({ batch }) => batch),
    );
    const shared = new Map<string, { claim: InsertClaim; inHand: BatchToStore[] }>();
    for (const [batch, state] of claimed) {
      // It was stored before, or by who took it over.
      if (state === 'stored' || state === 'gone') settle([batch, { refusals: nothingRefused }]);
      else {
        const group = shared.get(state.token) ?? { claim: state, inHand: [] };
        group.inHand.push(batch);
        shared.set(state.token, group);
      }
    }
    const groups = [...shared.values()];
    const rests = await Promise.all(groups.map(({ claim, inHand }) => storeTogether(context, claim, inHand)));
    // Not waited for: the next shared insert shall not wait for who is isolated.
    for (const rest of rests) void rest().then((stored) => stored.forEach(settle));
  } catch (error) {
    for (const { reject } of taken) reject(error);
  }
}

/**
 * The state of each batch. Only those on their first way may be joined: an earlier attempt of another worker's may have
 * tried them alone.
 */
async function claimAll(
  { claims }: StoreTogetherContext,
  batches: readonly BatchToStore[],
): Promise<[BatchToStore, BatchState][]> {
  const first = batches.filter(({ wasCut, attempt }) => !wasCut && attempt === 1);
  const again = batches.filter((batch) => !first.includes(batch));
  const claim = async (together: readonly BatchToStore[], token: string) => {
    if (together.length === 0) return [];
    const states = await claims.claim(
      together.map(({ jobId }) => jobId),
      token,
    );
    return together.map((batch, n): [BatchToStore, BatchState] => [batch, states[n] ?? 'gone']);
  };
  const claimed = await Promise.all([
    claim(first, `shared-${randomUUID()}`),
    ...again.map((batch) => claim([batch], batch.jobId)),
  ]);
  return claimed.flat();
}
