import { type CallEnd, endOf } from '../dispatch/call-end.ts';
import type { ProviderSink, RunningCall } from '../dispatch/call-upstream.ts';
import type { Flight } from './flight.ts';

/** Where a client's answer goes. */
export interface ClientSink extends ProviderSink {
  /** The client is gone: what comes is only noted. */
  leave(): void;
}

/** One client's place on a flight: how far it is, and how it ended for it. */
export class Seat implements RunningCall {
  readonly ended: Promise<CallEnd>;
  readonly isPilot: boolean;
  /** Pieces and bytes that it has had. */
  position = 0;
  bytes = 0;
  isBlocked = false;
  hasLeft = false;
  readonly #flight: Flight;
  #relay: ClientSink | null = null;
  #begun = false;
  #settle: (end: CallEnd) => void = () => undefined;

  constructor(flight: Flight, isPilot: boolean) {
    this.#flight = flight;
    this.isPilot = isPilot;
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** From here on the client gets what there is and what comes. */
  attach(relay: ClientSink): this {
    this.#relay = relay;
    if (this.#flight.status !== null) this.begin();
    this.advance();
    return this;
  }

  begin(): void {
    const relay = this.#relay;
    if (relay === null || this.#begun) return;
    const { withheld, apiFormat, status, statusText, headers } = this.#flight;
    this.#begun = true;
    if (apiFormat !== null && this.isPilot) relay.serves(apiFormat, false);
    relay.resumeWith(() => {
      this.isBlocked = false;
      this.advance();
      if (!this.isBlocked) this.#flight.drained();
    });
    relay.withholdUsage(withheld);
    try {
      relay.start(status ?? 0, statusText, headers);
    } catch (error) {
      // The call is the first one's: it ends with it. Others end alone.
      if (this.isPilot) throw error;
      this.#leave(endOf(error));
    }
  }

  advance(): void {
    const relay = this.#relay;
    if (relay === null || (this.hasLeft && !this.isPilot)) return;
    while (!this.isBlocked) {
      const piece = this.#flight.pieceAt(this.position);
      if (piece === undefined) break;
      this.position++;
      this.bytes += piece.length;
      this.isBlocked = !relay.write(piece);
    }
    const { end } = this.#flight;
    if (end !== null && this.position === this.#flight.length) this.#settle(this.#own(end));
  }

  /** The client left. The first one's record still gets all that comes while others wait for it. */
  readonly cancel = (): void => {
    if (this.isPilot) {
      this.hasLeft = true;
      this.isBlocked = false;
      this.#relay?.leave();
      this.#flight.left(this);
      this.advance();
    } else this.#leave({ status: this.#flight.status, error: null, cancelled: true, attempts: [] });
  };

  /** The client reads too slowly to be waited for. */
  cutOff(): void {
    this.#relay?.leave();
    this.cancel();
  }

  #leave(end: CallEnd): void {
    if (this.hasLeft) return;
    this.hasLeft = true;
    this.#relay?.leave();
    this.#settle(end);
    this.#flight.left(this);
  }

  /** How the flight's end is this client's. */
  #own(end: CallEnd): CallEnd {
    const attempts = this.isPilot ? end.attempts : [];
    return this.hasLeft ? { ...end, attempts, error: null, cancelled: true } : { ...end, attempts };
  }
}
