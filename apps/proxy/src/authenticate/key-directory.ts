import { HeliographError } from '@heliograph/contracts/error-codes';
import { hashApiKey } from '@heliograph/services/api-key/key-format';
import type { Caller } from './authenticate.ts';
import type { LookupBudget } from './lookup-budget.ts';

/** What is known of a key: whose it is, or why it isn't accepted. */
export type KeyFacts = ({ status: 'active' } & Caller) | { status: 'revoked' } | { status: 'unknown' };

export interface KeyDirectoryOptions {
  /** Asks the database; rejects where that can't be done now. */
  resolve: (hash: string) => Promise<KeyFacts>;
  budget: LookupBudget;
  /** Most keys remembered in each of the maps. */
  maxEntries: number;
  /** Age in ms after which a known key is asked for again in the background. */
  refreshAfterMs: number;
  /** Age in ms after which a refused key is asked for again before it is refused anew. */
  negativeTtlMs: number;
  /** Milliseconds on a steady clock. */
  now: () => number;
}

export interface KeyDirectory {
  /** Facts about a key, from memory where possible. Rejects with `service_unavailable` where they can't be had. */
  find(key: string): KeyFacts | Promise<KeyFacts>;
  /** The key with this hash has changed. */
  forget(hash: string): void;
  /** Changes may have been missed: every key is asked for again, known ones stand in while that fails. */
  distrustAll(): void;
}

interface Entry {
  facts: KeyFacts;
  at: number;
}

/** Keys in memory, filled on first use, so that authentication costs no query and survives the database's absence. */
export function createKeyDirectory(options: KeyDirectoryOptions): KeyDirectory {
  const { resolve, budget, maxEntries, refreshAfterMs, negativeTtlMs, now } = options;
  const hashes = new Map<string, string>();
  const accepted = new Map<string, Entry>();
  const refused = new Map<string, Entry>();
  const running = new Map<string, Promise<KeyFacts>>();
  /** Grows whenever changes may have been missed. */
  let generation = 0;

  function hashOf(key: string): string {
    const known = hashes.get(key);
    if (known !== undefined) return known;
    return hashApiKey(key);
  }

  /** One look-up per hash at a time; an answer that was overtaken by a change is not kept. */
  function ask(hash: string, key: string): Promise<KeyFacts> {
    const already = running.get(hash);
    if (already !== undefined) return already;
    if (!budget.take(now()))
      return Promise.reject(unavailable('Too many unknown API keys are being looked up'));
    const asked = generation;
    const lookup: Promise<KeyFacts> = resolve(hash)
      .then((facts) => {
        if (running.get(hash) === lookup) keep(hash, key, facts, asked === generation ? now() : DISTRUSTED);
        return facts;
      })
      .finally(() => {
        budget.release();
        if (running.get(hash) === lookup) running.delete(hash);
      });
    running.set(hash, lookup);
    return lookup;
  }

  function keep(hash: string, key: string, facts: KeyFacts, at: number): void {
    const [to, from] = facts.status === 'active' ? [accepted, refused] : [refused, accepted];
    from.delete(hash);
    remember(to, hash, { facts, at }, maxEntries);
    if (facts.status === 'active') remember(hashes, key, hash, maxEntries);
  }

  return {
    find(key) {
      const hash = hashOf(key);
      const known = accepted.get(hash);
      if (known !== undefined) {
        if (now() - known.at < refreshAfterMs) return known.facts;
        const distrusted = known.at === DISTRUSTED;
        const asked = ask(hash, key).catch(() => {
          known.at = now() - refreshAfterMs + RETRY_AFTER_MS;
          return known.facts;
        });
        // Only a distrusted key has to wait, and never long: the database's absence keeps nobody out.
        return distrusted ? Promise.race([asked, after(DISTRUST_WAIT_MS, known.facts)]) : known.facts;
      }
      const no = refused.get(hash);
      if (no !== undefined && now() - no.at < negativeTtlMs) return no.facts;
      return ask(hash, key).catch((error: unknown) => {
        if (error instanceof HeliographError) throw error;
        throw unavailable('The API key could not be checked', error);
      });
    },
    forget(hash) {
      accepted.delete(hash);
      refused.delete(hash);
      running.delete(hash);
    },
    distrustAll() {
      generation += 1;
      refused.clear();
      for (const entry of accepted.values()) entry.at = DISTRUSTED;
    },
  };
}

const DISTRUSTED = Number.NEGATIVE_INFINITY;
/** How long a known key waits for its confirmation after changes may have been missed. */
const DISTRUST_WAIT_MS = 1_000;
/** Pause before a known key is asked for again where the database didn't answer. */
const RETRY_AFTER_MS = 5_000;

function after<T>(ms: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(resolve, ms, value).unref());
}

function unavailable(what: string, cause?: unknown): HeliographError {
  return new HeliographError('service_unavailable', `${what} right now. Try again in a moment.`, { cause });
}

/** Adds to a map of bounded size; the oldest entry goes. */
function remember<V>(map: Map<string, V>, key: string, value: V, max: number): void {
  map.delete(key);
  if (map.size >= max) {
    const oldest = map.keys().next();
    if (oldest.done !== true) map.delete(oldest.value);
  }
  map.set(key, value);
}
