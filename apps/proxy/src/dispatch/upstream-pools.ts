import { guardedConnector } from '@heliograph/outbound/guarded-connector';
import { buildConnector, Pool } from 'undici';
import type { Upstream } from './call-upstream.ts';
import { createConnectionPool } from './connection-pool.ts';
import { type HealthFacts, UpstreamHealth } from './health/upstream-health.ts';
import { onread } from './upstream-connection.ts';

export interface UpstreamTimeouts {
  connectMs: number;
  /** Until the answer's headers are there. */
  headersMs: number;
  /** Between two pieces of the answer. */
  idleMs: number;
}

export interface UpstreamPools {
  /** The kept-alive connections of an origin; servers that the caller named (`trusted` false) have guarded ones. */
  of(origin: string, trusted: boolean): Upstream;
  /** How the upstreams do, `origin` null for one that a caller named. */
  health(now: number): { origin: string | null; facts: HealthFacts }[];
  close(): Promise<void>;
}

/** Most servers named by callers; the connections of the one that was used longest ago make room for the next. */
const MAX_GUARDED = 256;
/** Of an answer. */
const MAX_HEADER_BYTES = 256 * 1024;
/** Providers close idle connections after 60 s and more; being first avoids writing into a closing one. */
const KEEP_ALIVE_MS = 20_000;
/** How often waits are looked at, at most and at least, ms. */
const SWEEP_MS = { least: 20, most: 1_000 };

/** One set of connections per origin: TLS verified, one request at a time per connection. */
export function createUpstreamPools(timeouts: UpstreamTimeouts, allowPrivate: boolean): UpstreamPools {
  const { headersMs, idleMs } = timeouts;
  const trustedOnes = new Map<string, Origin>();
  const guardedOnes = new Map<string, Origin>();
  /** Those that made room and still have calls under way. */
  const retiring = new Set<Origin>();

  function guarded(origin: string): Origin {
    const known = guardedOnes.get(origin);
    if (known !== undefined) {
      guardedOnes.delete(origin);
      guardedOnes.set(origin, known);
      return known;
    }
    const oldest = guardedOnes.entries().next();
    if (guardedOnes.size >= MAX_GUARDED && oldest.done !== true) {
      const [oldOrigin, old] = oldest.value;
      guardedOnes.delete(oldOrigin);
      old.close();
      retiring.add(old);
    }
    const made = new Origin(origin, timeouts, guardedConnector);
    guardedOnes.set(origin, made);
    return made;
  }

  const shortest = Math.min(...[headersMs, idleMs].filter((ms) => ms > 0), KEEP_ALIVE_MS);
  const sweeping = setInterval(
    () => {
      const now = performance.now();
      for (const { pool } of trustedOnes.values()) pool.sweep(now);
      for (const { pool } of guardedOnes.values()) pool.sweep(now);
      for (const old of retiring) if (old.pool.sweep(now) === 0) retiring.delete(old);
    },
    Math.min(SWEEP_MS.most, Math.max(SWEEP_MS.least, shortest / 10)),
  ).unref();

  return {
    of(origin, trusted) {
      if (!trusted && !allowPrivate) return guarded(origin);
      let known = trustedOnes.get(origin);
      if (known === undefined) {
        known = new Origin(origin, timeouts, buildConnector);
        trustedOnes.set(origin, known);
      }
      return known;
    },
    health: (now) => [
      ...[...trustedOnes].map(([origin, { health }]) => ({ origin, facts: health.facts(now) })),
      ...[...guardedOnes.values()].map(({ health }) => ({ origin: null, facts: health.facts(now) })),
    ],
    async close() {
      clearInterval(sweeping);
      const origins = [...trustedOnes.values(), ...guardedOnes.values(), ...retiring];
      await Promise.all(origins.map((each) => each.destroy()));
    },
  };
}

type MakeConnector = (options: buildConnector.BuildOptions) => buildConnector.connector;

class Origin implements Upstream {
  readonly health = new UpstreamHealth();
  readonly pool;
  readonly #makeStreaming: () => Pool;
  #streaming: Pool | null = null;

  constructor(origin: string, { connectMs, headersMs, idleMs }: UpstreamTimeouts, connector: MakeConnector) {
    const connect = connector({ timeout: connectMs, onread });
    this.pool = createConnectionPool(origin, { connect, headersMs, idleMs, keepAliveMs: KEEP_ALIVE_MS });
    this.#makeStreaming = () =>
      new Pool(origin, {
        maxHeaderSize: MAX_HEADER_BYTES,
        pipelining: 1,
        keepAliveTimeout: KEEP_ALIVE_MS,
        keepAliveMaxTimeout: 600_000,
        headersTimeout: headersMs,
        bodyTimeout: idleMs,
        connect: connector({ timeout: connectMs }),
      });
  }

  /** Made when first needed: most servers never get a body that is streamed. */
  get streaming(): Pool {
    this.#streaming ??= this.#makeStreaming();
    return this.#streaming;
  }

  /** Running calls may end. */
  close(): void {
    this.pool.close();
    void this.#streaming?.close();
  }

  async destroy(): Promise<void> {
    this.pool.destroy();
    await this.#streaming?.destroy();
  }
}
