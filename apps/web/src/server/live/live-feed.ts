import type { Request } from '@heliograph/contracts/request';

/** What a viewer is told: requests that are new, or that some were missed and the list has to be read again. */
export type LiveEvent = { id: string; requests: Request[] } | { id: string; reset: true };

/** Requests that have been stored and not been read yet. */
type Pending = ReadonlyMap<string, number>;

export interface LiveFeedOptions {
  /** Reads those of the pending requests (createdAt in ms by id) that match. Rejects where ClickHouse is away. */
  read: (pending: Pending) => Promise<Request[]>;
  /** Ms between two reads. */
  everyMs: number;
}

/** More than so many at once are not read: the list is asked for anew, which reads a page. */
const MOST_PENDING = 1_000;
/** Events that somebody who was away for a moment is told afterwards. */
const MOST_KEPT = 20;

/**
 * What is new for one filter of one organization, read once for all who look at it. Events are numbered, so that a viewer
 * who comes back says which was the last.
 */
export class LiveFeed {
  readonly #options: LiveFeedOptions;
  readonly #epoch: string;
  readonly #viewers = new Set<(event: LiveEvent) => void>();
  #kept: LiveEvent[] = [];
  #count = 0;
  #pending = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;
  #reading = false;

  constructor(options: LiveFeedOptions, epoch: string) {
    this.#options = options;
    this.#epoch = epoch;
  }

  get isWatched(): boolean {
    return this.#viewers.size > 0;
  }

  /** Tells `viewer` from now on, and at once what came after `lastId`. Call what it returns to end that. */
  watch(viewer: (event: LiveEvent) => void, lastId: string | null): () => void {
    if (lastId !== null) {
      const at = this.#kept.findIndex(({ id }) => id === lastId);
      const isLatest = lastId === this.#idOf(this.#count);
      if (at === -1 && !isLatest) viewer({ id: this.#idOf(this.#count), reset: true });
      else for (const event of isLatest ? [] : this.#kept.slice(at + 1)) viewer(event);
    }
    this.#viewers.add(viewer);
    return () => void this.#viewers.delete(viewer);
  }

  /** Notes requests that were stored; they are read a moment later, many at once. */
  note(requests: readonly { id: string; createdAt: number }[]): void {
    for (const { id, createdAt } of requests) this.#pending.set(id, createdAt);
    if (this.#pending.size > MOST_PENDING) return this.reset();
    this.#timer ??= setTimeout(() => void this.#read(), this.#options.everyMs);
  }

  /** Tells everybody that something may have been missed. */
  reset(): void {
    this.#pending.clear();
    this.#tell({ id: this.#nextId(), reset: true });
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#viewers.clear();
  }

  async #read(): Promise<void> {
    // One at a time: a ClickHouse that is slow is not asked the more.
    if (this.#reading) {
      this.#timer = setTimeout(() => void this.#read(), this.#options.everyMs);
      return;
    }
    this.#timer = null;
    const pending = this.#pending;
    this.#pending = new Map();
    if (pending.size === 0 || !this.isWatched) return;
    this.#reading = true;
    try {
      const requests = await this.#options.read(pending);
      if (requests.length > 0) this.#tell({ id: this.#nextId(), requests });
    } catch {
      this.reset();
    } finally {
      this.#reading = false;
    }
  }

  #tell(event: LiveEvent): void {
    this.#kept = [...this.#kept, event].slice(-MOST_KEPT);
    for (const viewer of this.#viewers) viewer(event);
  }

  #nextId(): string {
    return this.#idOf(++this.#count);
  }

  #idOf(count: number): string {
    return `${this.#epoch}-${count}`;
  }
}
