import type { CacheFacts } from '@heliograph/contracts/cache-facts';
import type { Exchange } from '../capture/build-record.ts';
import type { RunningCall } from '../dispatch/call-upstream.ts';
import type { CachePlan } from './cache-plan.ts';
import type { Entry } from './entry.ts';
import { Flight } from './flight.ts';
import type { FlightOnBoard } from './flight-board.ts';
import type { ClientSink, Seat } from './seat.ts';

export interface FoundAnswer {
  isFound: true;
  /** Gives the client the answer. */
  replay(relay: ClientSink): RunningCall;
}

/** Says in headers and log that the provider has to be called; `key` null where the cache has no part in the request. */
export function noteMiss(exchange: Exchange, plan: CachePlan | null, key: string | null): void {
  exchange.ownHeaders.push('Helicone-Cache', 'MISS', 'Helicone-Cache-Hit', 'false');
  if (plan === null) return;
  exchange.cache = {
    status: 'miss',
    kind: null,
    key: plan.logsKey ? key : null,
    originalId: null,
    originalLatencyMs: null,
    similarity: null,
    shadow: null,
  };
}

/** An answer that was kept, for this request or for one of the same meaning (`similarity`, else null). */
export function foundEntry(
  exchange: Exchange,
  plan: CachePlan,
  {
    key,
    entry,
    number,
    similarity,
  }: { key: string; entry: Entry; number: number; similarity: number | null },
): FoundAnswer {
  const age = Math.max(0, Math.floor((Date.now() - entry.at) / 1000));
  noteHit(exchange, number);
  exchange.ownHeaders.push('Helicone-Cache-Latency', String(Math.round(entry.latencyMs)), 'Age', String(age));
  exchange.cache = exactFacts('hit', plan, key, entry);
  if (similarity !== null) {
    exchange.ownHeaders.push('Helicone-Cache-Similarity', similarity.toFixed(4));
    exchange.cache = { ...exchange.cache, kind: 'semantic', similarity };
  }
  return {
    isFound: true,
    replay: (relay) => landed(entry).board().attach(relay),
  };
}

interface FlightPlace {
  key: string;
  seat: Seat;
  onBoard: FlightOnBoard;
  /** Whether the provider was still at it when the request came. */
  status: 'coalesced' | 'hit';
}

/** An answer that the provider is giving to an identical request, or has just given. */
export function foundFlight(
  exchange: Exchange,
  plan: CachePlan,
  { key, seat, onBoard, status }: FlightPlace,
): FoundAnswer {
  noteHit(exchange, 0);
  if (onBoard.latencyMs !== null)
    exchange.ownHeaders.push('Helicone-Cache-Latency', String(Math.round(onBoard.latencyMs)));
  exchange.ownHeaders.push('Age', '0');
  const facts = exactFacts(status, plan, key, onBoard);
  exchange.cache = facts;
  void seat.ended.then(() => {
    facts.originalLatencyMs = onBoard.latencyMs;
  });
  return { isFound: true, replay: (relay) => seat.attach(relay) };
}

/** The request waits for what another one asked for; should its client leave, this is what its record says. */
export function noteFollowing(
  exchange: Exchange,
  plan: CachePlan,
  key: string,
  requestId: string | null,
): void {
  exchange.cache = exactFacts('coalesced', plan, key, { requestId, latencyMs: null });
}

function exactFacts(
  status: 'coalesced' | 'hit',
  { logsKey }: CachePlan,
  key: string,
  original: { requestId: string | null; latencyMs: number | null },
): CacheFacts {
  return {
    status,
    kind: 'exact',
    key: logsKey ? key : null,
    originalId: original.requestId,
    originalLatencyMs: original.latencyMs,
    similarity: null,
    shadow: null,
  };
}

function noteHit({ ownHeaders, clock }: Exchange, number: number): void {
  clock.answerFound();
  ownHeaders.push('Helicone-Cache', 'HIT', 'Helicone-Cache-Hit', 'true');
  ownHeaders.push('Helicone-Cache-Bucket-Idx', String(number));
}

/** A flight that is over: it serves what was kept of it. */
function landed({ statusText, headers, withheld, pieces }: Entry): Flight {
  const flight = new Flight({
    maxBytes: Number.MAX_SAFE_INTEGER,
    onEnd: () => undefined,
    isAwaited: () => Promise.resolve(false),
  });
  flight.withholdUsage(withheld);
  flight.start(200, statusText, headers);
  for (const piece of pieces) flight.write(piece);
  flight.finish({ status: 200, error: null, cancelled: false, attempts: [] });
  return flight;
}
