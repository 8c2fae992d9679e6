import type { ApiFormat } from '@heliograph/providers/api-format';
import type { CallEnd } from '../dispatch/call-end.ts';
import type { ProviderSink, RunningCall } from '../dispatch/call-upstream.ts';
import { headerValue } from '../respond/header-value.ts';
import { type ClientSink, Seat } from './seat.ts';

export interface FlightOptions {
  /** Largest answer that is kept in memory for others, and that is stored, bytes. */
  maxBytes: number;
  /** Called once, when the call has ended and everything of it is there. */
  onEnd(end: CallEnd): void;
  /** Asked when nobody of this process waits any more: whether somebody elsewhere does. Never rejects. */
  isAwaited(): Promise<boolean>;
}

/**
 * One call to a provider whose answer several clients get, each at its own pace. The answer is held in memory up to
 * `maxBytes`; a longer one goes on at the pace of its fastest reader, and nobody new gets on board.
 */
export class Flight implements ProviderSink {
  status: number | null = null;
  statusText = '';
  headers: string[] = [];
  withheld = false;
  /** Null where it is the one expected. */
  apiFormat: ApiFormat | null = null;
  end: CallEnd | null = null;
  bytes = 0;
  /** False where what is held is not all of the answer. */
  isWhole = true;
  /** Settles with the head: whether others get to see this answer as it comes. */
  readonly isShared: Promise<boolean>;
  #settleShared: (shared: boolean) => void = () => undefined;
  #canShare = true;
  readonly #options: FlightOptions;
  readonly #seats = new Set<Seat>();
  readonly #pieces: Buffer[] = [];
  #dropped = 0;
  #running: RunningCall | null = null;
  #resume: (() => void) | null = null;
  #paused = false;
  #asking = false;

  constructor(options: FlightOptions) {
    this.#options = options;
    this.isShared = new Promise((resolve) => {
      this.#settleShared = resolve;
    });
  }

  /** Whether the call was made. */
  get isUp(): boolean {
    return this.#running !== null;
  }

  /** Whether another client may still get on board. */
  get isOpen(): boolean {
    return this.#canShare && this.isPromising;
  }

  /** Whether its answer may still be kept. */
  get isPromising(): boolean {
    return this.isWhole && (this.status ?? 200) === 200 && (this.end === null || isComplete(this.end));
  }

  /** The answer so far; all of it where `isWhole`. */
  get pieces(): readonly Buffer[] {
    return this.#pieces;
  }

  /** A place for one more client. */
  board(isPilot = false): Seat {
    const seat = new Seat(this, isPilot);
    this.#seats.add(seat);
    return seat;
  }

  /** Makes the call for the client that came first. */
  fly(relay: ClientSink, call: (sink: ProviderSink) => RunningCall): RunningCall {
    const seat = this.board(true);
    seat.attach(relay);
    try {
      this.#running = call(this);
    } catch (error) {
      this.#close(false);
      throw error;
    }
    void this.#running.ended.then((end) => this.finish(end));
    return seat;
  }

  /** The call never came about. */
  giveUp(): void {
    this.#close(false);
  }

  resumeWith(resume: () => void): void {
    this.#resume = resume;
  }

  /** What somebody else answered because the one that was asked couldn't is only for whoever asked for that. */
  serves(apiFormat: ApiFormat, isFallback: boolean): void {
    this.apiFormat = apiFormat;
    this.isWhole = !isFallback;
  }

  withholdUsage(on: boolean): void {
    this.withheld = on;
  }

  start(status: number, statusText: string, headers: string[]): void {
    this.status = status;
    this.statusText = statusText;
    this.headers = headers;
    // A compressed answer is for whoever asked for it; the others wait until it can be unpacked.
    const shared = this.isPromising && headerValue(headers, 'content-encoding') === null;
    if (!this.isPromising) this.isWhole = false;
    for (const seat of this.#seats) seat.begin();
    this.#close(shared);
  }

  write(chunk: Buffer): boolean {
    this.bytes += chunk.length;
    this.#pieces.push(chunk);
    if (this.bytes > this.#options.maxBytes) this.isWhole = false;
    for (const seat of this.#seats) seat.advance();
    if (this.isWhole) return true;
    this.#drop();
    const isRead = [...this.#seats].some((seat) => !seat.isBlocked);
    if (!isRead) this.#paused = true;
    this.#leaveBehind();
    if (this.#isDeserted()) this.#running?.cancel();
    return isRead;
  }

  /** The call has ended; every client gets what is still missing at its own pace. */
  finish(end: CallEnd): void {
    this.end = end;
    this.#close(false);
    for (const seat of [...this.#seats]) seat.advance();
    this.#options.onEnd(end);
  }

  /** The piece at a position; undefined where it hasn't come yet. */
  pieceAt(position: number): Buffer | undefined {
    return this.#pieces[position - this.#dropped];
  }

  get length(): number {
    return this.#dropped + this.#pieces.length;
  }

  /** A seat's client can take more. */
  drained(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#drop();
    this.#resume?.();
  }

  /** A client has left or has everything. The call goes on while anyone waits for it. */
  left(seat: Seat): void {
    if (!seat.isPilot) this.#seats.delete(seat);
    void this.checkAwaited();
  }

  /** Ends the call where neither here nor elsewhere anybody waits for it. */
  async checkAwaited(): Promise<void> {
    if (this.end !== null || this.#asking || !this.#isDeserted()) return;
    this.#asking = true;
    const isAwaited = this.isWhole && (await this.#options.isAwaited());
    this.#asking = false;
    if (!isAwaited && this.#isDeserted()) this.#running?.cancel();
  }

  /** Whether all have left; the one that came first keeps its seat, for its record. */
  #isDeserted(): boolean {
    return [...this.#seats].every(({ hasLeft }) => hasLeft);
  }

  #close(shared: boolean): void {
    if (!shared && this.end === null) this.#canShare = false;
    this.#settleShared(shared);
  }

  /** Forgets what all have had of an answer that is too long to be held. */
  #drop(): void {
    if (this.isWhole) return;
    const had = Math.min(this.length, ...[...this.#seats].map(({ position }) => position));
    this.#pieces.splice(0, had - this.#dropped);
    this.#dropped = had;
  }

  /** One who reads so much slower than others that memory would not do is cut off. */
  #leaveBehind(): void {
    for (const seat of this.#seats) {
      if (this.bytes - seat.bytes > 2 * this.#options.maxBytes) seat.cutOff();
    }
  }
}

/** Whether an answer came to its end. */
export function isComplete({ error, cancelled }: CallEnd): boolean {
  return error === null && !cancelled;
}
