/** Whether an upstream is called as usual, left alone, or tried now and then. */
export type CircuitState = 'closed' | 'open' | 'half-open';

/** What an upstream went through of late, in this process. */
export interface HealthFacts {
  state: CircuitState;
  /** Of the last ten seconds. */
  calls: number;
  failures: number;
  retries: number;
  /** Retries that the budget still allows now. */
  retriesLeft: number;
}

/** The window of both, seconds. */
const WINDOW = 10;
/** The circuit opens when more than this share of at least so many calls failed. */
const FAILURE_SHARE = 0.5;
const LEAST_CALLS = 20;
/** How long it stays open, and the time between two probes afterwards, ms. */
const OPEN_MS = 5_000;
const PROBE_MS = 1_000;
/** Retries per request, as in Envoy's retry budget and Finagle's. */
const RETRY_SHARE = 0.2;
/** Retries that are allowed however few the requests: Finagle's ten a second. A single user's are to work. */
const RETRY_FLOOR = 10 * WINDOW;

const CALLS = 0;
const ENDED = 1;
const FAILURES = 2;
const RETRIES = 3;
const KINDS = 4;

/**
 * Counts the calls to one upstream by the second, for its retry budget and its circuit breaker. Instants are ms on the
 * steady clock. Every process has its own: what it counts is what it would add to an upstream's trouble.
 */
export class UpstreamHealth {
  readonly #slots = new Uint32Array(WINDOW * KINDS);
  #second = 0;
  #openedAt: number | null = null;
  #probedAt = Number.NEGATIVE_INFINITY;

  /** A call begins, be it a first one or a retry. */
  began(now: number): void {
    this.#count(CALLS, now);
  }

  /** A call ended by the upstream's own doing, well or not. */
  ended(failed: boolean, now: number): void {
    const state = this.circuit(now);
    if (state === 'open') return;
    if (state === 'half-open') {
      this.#openedAt = failed ? now : null;
      if (!failed) this.#slots.fill(0);
      return;
    }
    this.#count(ENDED, now);
    if (!failed) return;
    this.#count(FAILURES, now);
    const ended = this.#sum(ENDED);
    if (ended >= LEAST_CALLS && this.#sum(FAILURES) > FAILURE_SHARE * ended) this.#openedAt = now;
  }

  /** Takes one retry out of the budget; false where it is used up. */
  takeRetry(now: number): boolean {
    this.#forget(now);
    if (this.#retriesLeft() <= 0) return false;
    this.#count(RETRIES, now);
    return true;
  }

  circuit(now: number): CircuitState {
    if (this.#openedAt === null) return 'closed';
    return now - this.#openedAt < OPEN_MS ? 'open' : 'half-open';
  }

  /** Whether who can go elsewhere should call here; of those, a half-open circuit lets one through a second. */
  admits(now: number): boolean {
    const state = this.circuit(now);
    if (state !== 'half-open') return state === 'closed';
    if (now - this.#probedAt < PROBE_MS) return false;
    this.#probedAt = now;
    return true;
  }

  facts(now: number): HealthFacts {
    this.#forget(now);
    return {
      state: this.circuit(now),
      calls: this.#sum(CALLS),
      failures: this.#sum(FAILURES),
      retries: this.#sum(RETRIES),
      retriesLeft: Math.max(0, Math.floor(this.#retriesLeft())),
    };
  }

  #retriesLeft(): number {
    const retries = this.#sum(RETRIES);
    const requests = Math.max(0, this.#sum(CALLS) - retries);
    return Math.max(RETRY_FLOOR, Math.floor(RETRY_SHARE * requests)) - retries;
  }

  #count(kind: number, now: number): void {
    this.#forget(now);
    const at = (this.#second % WINDOW) * KINDS + kind;
    this.#slots[at] = (this.#slots[at] ?? 0) + 1;
  }

  /** Empties the slots of the seconds that have passed since. */
  #forget(now: number): void {
    const second = Math.floor(now / 1000);
    const passed = Math.min(WINDOW, second - this.#second);
    if (passed <= 0) return;
    for (let i = 0; i < passed; i++) {
      const at = ((second - i) % WINDOW) * KINDS;
      this.#slots.fill(0, at, at + KINDS);
    }
    this.#second = second;
  }

  #sum(kind: number): number {
    let sum = 0;
    for (let at = kind; at < this.#slots.length; at += KINDS) sum += this.#slots[at] ?? 0;
    return sum;
  }
}
