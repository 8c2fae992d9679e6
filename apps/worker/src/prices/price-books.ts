import { createPriceBook, emptyPriceBook, type PriceBook } from '@heliograph/pricing/custom-prices';
import type { BookPrice } from '@heliograph/services/price/read-price-books';

/** Where price books come from: Postgres, through the services. */
export interface PriceBookSource {
  versions(organizationIds: readonly string[]): Promise<Map<string, number>>;
  prices(organizationId: string): Promise<BookPrice[]>;
}

export interface OrganizationPrices {
  book: PriceBook;
  /** False where the book could not be read, ever: the row says so, and re-pricing makes up for it. */
  available: boolean;
}

/** The price books of organizations, in memory. */
export interface PriceBooks {
  /** The books of these organizations, at most `maxAgeMs` old. Never rejects: without Postgres what is known goes on. */
  load(organizationIds: Iterable<string>): Promise<(organizationId: string) => OrganizationPrices>;
}

interface Entry {
  version: number;
  book: PriceBook;
  checkedAt: number;
}

/** Milliseconds that a batch waits for Postgres at most, and for which it isn't asked again when it failed. */
const PATIENCE_MS = 2_000;
/** Organizations held; beyond, the one that was held longest makes room. */
const MAX_BOOKS = 10_000;
const unavailable: OrganizationPrices = { book: emptyPriceBook, available: false };

/** Keeps books and asks for their versions, all of a batch with one query, when they are older than `maxAgeMs`. */
export function createPriceBooks(
  source: PriceBookSource,
  { maxAgeMs, now, onError }: { maxAgeMs: number; now: () => number; onError: (error: unknown) => void },
): PriceBooks {
  const entries = new Map<string, Entry>();
  let failedAt = -Infinity;

  const refresh = async (ids: readonly string[]): Promise<void> => {
    const checkedAt = now();
    const versions = await source.versions(ids);
    await Promise.all(
      ids.map(async (id) => {
        // An organization that is gone has no book; its last requests still come in.
        const version = versions.get(id) ?? 0;
        const known = entries.get(id);
        const book =
          known?.version === version
            ? known.book
            : version === 0
              ? emptyPriceBook
              : createPriceBook(await source.prices(id));
        entries.delete(id);
        entries.set(id, { version, book, checkedAt });
      }),
    );
    for (const id of entries.keys()) {
      if (entries.size <= MAX_BOOKS) break;
      entries.delete(id);
    }
  };

  return {
    async load(organizationIds) {
      const ids = [...new Set(organizationIds)];
      const stale = ids.filter((id) => {
        const entry = entries.get(id);
        return entry === undefined || now() - entry.checkedAt >= maxAgeMs;
      });
      if (stale.length > 0 && now() - failedAt >= PATIENCE_MS) {
        await withinTime(refresh(stale), PATIENCE_MS).catch((error: unknown) => {
          failedAt = now();
          onError(error);
        });
      }
      const found = new Map(ids.map((id) => [id, entries.get(id)]));
      return (id) => {
        const entry = found.get(id);
        return entry === undefined ? unavailable : { book: entry.book, available: true };
      };
    },
  };
}

/** Rejects where the work takes longer; the work itself goes on, and what it finds is kept. */
async function withinTime(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Postgres did not answer within ${ms} ms`)), ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // Nobody waits for it any more.
    work.catch(() => undefined);
  }
}
