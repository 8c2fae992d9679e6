import type { AnswerStore, Bucket, Place } from '@heliograph/cache/answer-store';
import type { Logger } from 'pino';
import type { Exchange } from '../capture/build-record.ts';
import type { CallEnd } from '../dispatch/call-end.ts';
import type { ProviderSink, RunningCall } from '../dispatch/call-upstream.ts';
import { uncompressed } from '../dispatch/uncompressed.ts';
import type { CachePlan } from './cache-plan.ts';
import { encodeEntry } from './entry.ts';
import { Flight } from './flight.ts';
import type { FlightBoard, FlightOnBoard } from './flight-board.ts';
import { modelOf, readEntry } from './read-entry.ts';
import type { ClientSink } from './seat.ts';
import type { AskedQuestion } from './semantic/semantic-cache.ts';
import type { Shadow } from './semantic/shadow/try-shadow.ts';

/** How a provider is called: with the exchange's request, its answer into a sink. */
export type CallProvider = (exchange: Exchange, sink: ProviderSink) => RunningCall;

export interface KeepOptions {
  store: AnswerStore;
  board: FlightBoard;
  /** Longest answer that is kept, bytes. */
  maxEntryBytes: number;
  log: Logger;
}

/** A place for the answer of a call that is about to be made. */
export interface KeptPlace extends Bucket {
  /** Name of the flight, where others may wait for it. */
  flight: string | null;
  place: Place;
  /** The request's question, where it is kept with its answer. */
  asked: AskedQuestion | null;
  /** What the answer is to be compared with. */
  shadow: Shadow | null;
}

export interface KeptCall {
  isFound: false;
  call(relay: ClientSink, callProvider: CallProvider): RunningCall;
  giveUp(): void;
}

/** A call whose answer is kept when it has come, and which others get on board of while it comes. */
export function callKeeping(
  { store, board, maxEntryBytes, log }: KeepOptions,
  exchange: Exchange,
  plan: CachePlan,
  { flight: name, place, asked, shadow, ...bucket }: KeptPlace,
): KeptCall {
  const { clock, incoming } = exchange;
  let over = false;
  const flight = new Flight({
    maxBytes: maxEntryBytes,
    onEnd: (end) => keep(end),
    isAwaited: () => (name === null ? Promise.resolve(false) : board.isAwaited(name, bucket)),
  });
  const onBoard: FlightOnBoard = { flight, requestId: incoming.id, latencyMs: null };
  if (name !== null) board.add(name, bucket, onBoard);

  /** Off the answer's way: nobody waits for it but those who ask for the same elsewhere. */
  function keep(end: CallEnd | null): void {
    if (over) return;
    over = true;
    const latencyMs = clock.now() - clock.startedAt;
    const entry = end === null ? null : readEntry(exchange, flight, end, latencyMs, maxEntryBytes);
    if (entry !== null) onBoard.latencyMs = latencyMs;
    else if (name === null) return;
    const answer = {
      ...{ organizationId: bucket.organizationId, key: bucket.key, size: bucket.size },
      ...{ capacity: plan.capacity, seed: plan.seed, model: modelOf(exchange, plan.body), ttlMs: plan.ttlMs },
      ...{ place, refresh: !plan.read, flight: name, value: entry === null ? null : encodeEntry(entry) },
    };
    store
      .keep(answer)
      .then((outcome) => {
        if (outcome === 'kept') void asked?.keep(bucket.key);
      })
      .catch((error: unknown) => log.debug({ err: error }, 'An answer could not be kept'))
      .finally(() => {
        if (name !== null) board.remove(name);
      });
  }

  /** The log says how the answer compares with the one that was kept. */
  async function compared(ended: Promise<CallEnd>, to: Shadow): Promise<CallEnd> {
    const end = await ended;
    const { cache } = exchange;
    const answer = readEntry(exchange, flight, end, 0, maxEntryBytes);
    if (cache !== null && !end.cancelled) cache.shadow = await to.compare(answer);
    return end;
  }

  const giveUp = (): void => {
    flight.giveUp();
    keep(null);
  };
  return {
    isFound: false,
    call(relay, callProvider) {
      try {
        const running = flight.fly(relay, (sink) => callProvider(askingPlain(exchange), sink));
        return shadow === null ? running : { cancel: running.cancel, ended: compared(running.ended, shadow) };
      } catch (error) {
        giveUp();
        throw error;
      }
    },
    giveUp() {
      if (!flight.isUp) giveUp();
    },
  };
}

/** Kept answers serve clients that take compressed ones and clients that don't: they are asked for as they are. */
function askingPlain(exchange: Exchange): Exchange {
  const { incoming } = exchange;
  const headers = { ...incoming.headers, rest: uncompressed(incoming.headers.rest) };
  return { ...exchange, incoming: { ...incoming, headers } };
}
