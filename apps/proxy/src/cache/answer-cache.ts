import type { AnswerStore, Finding, Question } from '@heliograph/cache/answer-store';
import type { CacheMetrics } from '../admin/cache-metrics.ts';
import type { RequestBody } from '../body/read-body.ts';
import type { Exchange } from '../capture/build-record.ts';
import type { ClientAnswer } from '../client/client-exchange.ts';
import type { TrafficRedis } from '../traffic-redis.ts';
import { cacheKey } from './cache-key.ts';
import { planCaching } from './cache-plan.ts';
import { callKeeping, type KeepOptions, type KeptCall } from './call-keeping.ts';
import { decodeEntry } from './entry.ts';
import type { FlightBoard, FlightOnBoard } from './flight-board.ts';
import { type FoundAnswer, foundEntry, foundFlight, noteFollowing, noteMiss } from './note-answer.ts';
import { findSimilar, readKept } from './find-similar.ts';
import { Patience } from './patience.ts';
import type { Seat } from './seat.ts';
import type { AskedQuestion, SemanticCache } from './semantic/semantic-cache.ts';
import { tryShadow } from './semantic/shadow/try-shadow.ts';

/** What the cache has for a request: an answer, or a way to call for one. */
export type Lookup = FoundAnswer | KeptCall;

export interface AnswerCache {
  /**
   * Looks for an answer: one that is kept, then one that is just being given to an identical request. To be asked only
   * where `wantsCache`. Rejects with CallerGoneError and `semantic_cache_unavailable` only.
   */
  find(exchange: Exchange, body: RequestBody, answer: Pick<ClientAnswer, 'onGone'>): Promise<Lookup>;
}

export interface AnswerCacheOptions extends KeepOptions {
  redis: TrafficRedis;
  metrics: CacheMetrics;
  semantic: SemanticCache;
}

export function createAnswerCache(options: AnswerCacheOptions): AnswerCache {
  const { redis, store, board, log, metrics, semantic } = options;

  /** Null where Redis can't be asked. */
  async function ask(question: Question): Promise<Finding | null> {
    try {
      return await redis.run(
        (connection) => store.find(connection, question),
        (late) => takeBack(store, question, late),
      );
    } catch (error) {
      log.debug({ err: error }, 'The cache could not be asked');
      return null;
    }
  }

  /** The same request's answer, else one to a question of the same meaning; nobody is waited for and nobody waits. */
  async function findAny(question: Question, asked: AskedQuestion) {
    const { key, size } = question;
    const exact = await readKept(question, { key, size }, ask);
    if (exact !== null) return { ...exact, key, similarity: null };
    return findSimilar(asked, question, ask);
  }

  return {
    async find(exchange, body, answer) {
      const { incoming, route, caller, clock, warnings } = exchange;
      const { control } = incoming.headers;
      const { plan, warning } = planCaching(control, route, incoming.method, body);
      if (warning !== null) warnings.push(warning);
      if (plan === null) {
        noteMiss(exchange, null, null);
        metrics.looked('refused');
        return plainCall(exchange);
      }
      const key = cacheKey(exchange, plan);
      const question: Question = {
        ...{ organizationId: caller.organizationId, key, size: plan.bucketSize, read: plan.read },
        oldest: plan.maxAgeMs === null ? 0 : Date.now() - plan.maxAgeMs,
        flight: plan.read && plan.save ? board.nextName() : null,
        waitedFor: null,
      };
      const asked = semantic.ask(exchange, plan);
      if (asked !== null && !asked.isShadow && plan.read) {
        const found = await clock.waitFor(findAny(question, asked));
        if (found !== null) {
          metrics.looked('hit');
          return foundEntry(exchange, plan, found);
        }
      }
      let patience: Patience | null = null;
      for (;;) {
        const finding = await ask(question);
        if (finding?.kind === 'hit') {
          const entry = decodeEntry(finding.value);
          if (entry !== null) {
            metrics.looked('hit');
            return foundEntry(exchange, plan, { key, entry, number: finding.number, similarity: null });
          }
        }
        if (finding?.kind === 'follow') {
          patience ??= new Patience(answer, control.timeout);
          noteFollowing(exchange, plan, key, board.get(finding.flight)?.requestId ?? null);
          const following = follow(options, question, finding.flight, patience);
          const followed = await clock.waitFor(following);
          if (typeof followed === 'object') {
            metrics.looked(followed.status);
            return foundFlight(exchange, plan, { key, ...followed });
          }
          // No answer for others, or none in time: each asks by itself, at once rather than one after the other.
          if (followed === 'own') question.flight = null;
          else question.waitedFor = finding.flight;
          continue;
        }
        if (finding?.kind === 'own') {
          question.flight = null;
          question.waitedFor = null;
          continue;
        }
        noteMiss(exchange, plan, key);
        metrics.looked(finding === null ? 'skipped' : 'miss');
        if (finding === null) warnings.push('the cache was skipped: Redis does not answer');
        if (finding === null || finding.kind === 'hit' || !plan.save) return plainCall(exchange);
        const flight = finding.kind === 'lead' ? question.flight : null;
        const shadow =
          asked?.isShadow === true && plan.read
            ? tryShadow(
                exchange,
                asked,
                async (kept) => (await readKept(question, { key: kept, size: 1 }, ask))?.entry ?? null,
              )
            : null;
        const place = { ...question, flight, place: finding.place };
        return callKeeping(options, exchange, plan, { ...place, asked, shadow });
      }
    },
  };
}

type Followed = { seat: Seat; onBoard: FlightOnBoard; status: 'coalesced' | 'hit' } | 'landed' | 'own';

/** Gets on board of a flight of this process, or waits until one has landed that can't be boarded. */
async function follow(
  { board, metrics }: Pick<AnswerCacheOptions, 'board' | 'metrics'>,
  question: Question,
  name: string,
  patience: Patience,
): Promise<Followed> {
  metrics.followed(1);
  try {
    const followed = await getOnBoard(board, question, name, patience);
    if (typeof followed !== 'object') metrics.followed(-1);
    else void followed.seat.ended.then(() => metrics.followed(-1));
    return followed;
  } catch (error) {
    metrics.followed(-1);
    throw error;
  }
}

async function getOnBoard(
  board: FlightBoard,
  question: Question,
  name: string,
  patience: Patience,
): Promise<Followed> {
  const onBoard = board.get(name);
  if (onBoard?.flight.isOpen === true) {
    const seat = onBoard.flight.board();
    // Between the end of the answer and its being kept the provider is done, too.
    const status = onBoard.flight.end === null ? 'coalesced' : 'hit';
    const shared = await patience.wait(onBoard.flight.isShared, seat.cancel);
    if (shared === true) return { seat, onBoard, status };
    seat.cancel();
    if (shared === 'too late') return 'own';
  }
  if (onBoard?.flight.isPromising === false) return 'own';
  const arrival = board.arrival(name, question);
  const landed = await patience.wait(arrival.over, arrival.leave);
  arrival.leave();
  return landed === 'too late' ? 'own' : 'landed';
}

/** Gives back what an answer of Redis gave us that came when nobody waited any more. */
function takeBack(store: AnswerStore, question: Question, late: Finding): void {
  const { organizationId, key, size } = question;
  const nothing = {
    organizationId,
    key,
    size,
    capacity: null,
    seed: '',
    model: '',
    ttlMs: 1,
    refresh: false,
  };
  const given =
    late.kind === 'lead'
      ? store.keep({ ...nothing, place: late.place, flight: question.flight, value: null })
      : late.kind === 'follow'
        ? store.leave(question, late.flight)
        : null;
  given?.catch(() => undefined);
}

function plainCall(exchange: Exchange): KeptCall {
  return {
    isFound: false,
    call: (relay, callProvider) => callProvider(exchange, relay),
    giveUp: () => undefined,
  };
}
