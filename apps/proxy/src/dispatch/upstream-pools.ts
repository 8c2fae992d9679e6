import { Pool } from 'undici';
import { guardedConnector } from './guarded-connector.ts';

export interface UpstreamTimeouts {
  connectMs: number;
  /** Until the answer's headers are there. */
  headersMs: number;
  /** Between two pieces of the answer. */
  idleMs: number;
}

export interface UpstreamPools {
  /** The keep-alive pool of an origin; servers that the caller named (`trusted` false) have their own, guarded ones. */
  of(origin: string, trusted: boolean): Pool;
  close(): Promise<void>;
}

/** Most pools of servers named by callers; the one that was used longest ago is closed for the next. */
const MAX_GUARDED = 256;
/** Of an answer. */
const MAX_HEADER_BYTES = 256 * 1024;
/** Providers close idle connections after 60 s and more; being first avoids writing into a closing one. */
const KEEP_ALIVE_MS = 20_000;

/** One undici pool per origin: TLS verified, one request at a time per connection. */
export function createUpstreamPools(timeouts: UpstreamTimeouts, allowPrivate: boolean): UpstreamPools {
  const trustedPools = new Map<string, Pool>();
  const guardedPools = new Map<string, Pool>();
  const options = {
    maxHeaderSize: MAX_HEADER_BYTES,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: 600_000,
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.idleMs,
  };

  function guarded(origin: string): Pool {
    const known = guardedPools.get(origin);
    if (known !== undefined) {
      guardedPools.delete(origin);
      guardedPools.set(origin, known);
      return known;
    }
    const oldest = guardedPools.entries().next();
    if (guardedPools.size >= MAX_GUARDED && oldest.done !== true) {
      const [oldOrigin, pool] = oldest.value;
      guardedPools.delete(oldOrigin);
      // Ends when its running calls have.
      void pool.close();
    }
    const pool = new Pool(origin, { ...options, connect: guardedConnector(timeouts.connectMs) });
    guardedPools.set(origin, pool);
    return pool;
  }

  return {
    of(origin, trusted) {
      if (!trusted && !allowPrivate) return guarded(origin);
      let pool = trustedPools.get(origin);
      if (pool === undefined) {
        pool = new Pool(origin, { ...options, connect: { timeout: timeouts.connectMs } });
        trustedPools.set(origin, pool);
      }
      return pool;
    },
    async close() {
      await Promise.all([...trustedPools.values(), ...guardedPools.values()].map((pool) => pool.destroy()));
    },
  };
}
