import { HeliographError } from '@heliograph/contracts/error-codes';
import type { CapturedExchange } from '@heliograph/contracts/log-record';
import type { RateLimitScope } from '@heliograph/contracts/rate-limits';
import type { ParsedBody } from '../body/parsed-body.ts';
import type { Exchange } from '../capture/build-record.ts';
import type { TrafficRedis } from '../traffic-redis.ts';
import { knownSpend, type PlannedBudget } from './budget.ts';
import { type CallAmounts, type Forecast, forecastAmounts, realAmounts } from './call-amounts.ts';
import { createLearnedOutput } from './learned-output.ts';
import { limitedError, limitHeaders, limitStanding, type LimitState, nearestOf } from './limit-answers.ts';
import { settleLimits, type Taken, takeLimits } from './limit-counters.ts';
import { limitsOfExchange } from './limits-of-exchange.ts';
import type { PlannedLimit } from './plan-limits.ts';
import { createSettlements } from './settlements.ts';

/** What a request holds of its limits until it is known what it used. */
export interface Reservation {
  /** Counts what the exchange really used. Comes in the turn in which its answer ends, and waits for nothing. */
  settle(captured: CapturedExchange): void;
}

export interface Limiter {
  /**
   * Counts a request against all its limits, or refuses it with `rate_limited` or `budget_exceeded`. Adds headers and
   * warnings to the exchange. Where Redis can't be asked it passes, unless the caller wants `service_unavailable` then.
   */
  reserve(exchange: Exchange, body: ParsedBody): Promise<Reservation>;
  close(): void;
}

export interface LimiterOptions {
  redis: TrafficRedis;
  /** For the metrics: a request was refused, or passed without having been counted. */
  onLimited(scope: RateLimitScope): void;
  onUnchecked(error: unknown): void;
}

type Limits = readonly (PlannedLimit | PlannedBudget)[];

const nothingUsed: CallAmounts = { tokens: 0, microcents: 0 };
const nothingHeld: Reservation = { settle: () => undefined };

export function createLimiter({ redis, onLimited, onUnchecked }: LimiterOptions): Limiter {
  const learned = createLearnedOutput();
  const settlements = createSettlements((taken, used) => settleLimits(redis, taken, used));

  function refuse(exchange: Exchange, state: LimitState): never {
    const { scope, text, ruleId } = state.limit;
    onLimited(scope);
    exchange.limitedBy = { source: 'gateway', scope, policy: text, ruleId };
    throw limitedError(state);
  }

  /** Without Redis only what the log knows of a budget can be told. */
  function passUnchecked(exchange: Exchange, limits: Limits): void {
    for (const limit of limits) {
      if (!('open' in limit) || knownSpend(limit) < limit.quota) continue;
      const state = { limit, denied: true, left: 0, waitMs: limit.endsInMs };
      exchange.ownHeaders.push(...limitHeaders([state]));
      exchange.limits.push(limitStanding(state));
      refuse(exchange, state);
    }
    if (exchange.incoming.headers.control.rateLimitFail === 'closed') {
      throw new HeliographError(
        'service_unavailable',
        'Rate limits can not be checked right now, and Helicone-RateLimit-Fail: closed refuses the call then. Try again in a moment.',
      );
    }
    exchange.warnings.push('rate limits were not checked: Redis is unavailable');
  }

  async function take(
    exchange: Exchange,
    limits: Limits,
    amounts: CallAmounts,
    keep: (taken: Taken) => void,
  ) {
    let taken: Taken;
    try {
      taken = await takeLimits(redis, limits, amounts, keep);
    } catch (error) {
      onUnchecked(error);
      passUnchecked(exchange, limits);
      return;
    }
    exchange.ownHeaders.push(...limitHeaders(taken.states));
    exchange.limits.push(...taken.states.map(limitStanding));
    const nearest = nearestOf(taken.states);
    if (!taken.allowed && nearest !== undefined) refuse(exchange, nearest);
    keep(taken);
  }

  /** What an exchange really used; what never reached a provider used nothing. */
  function usedBy(captured: CapturedExchange, { caller }: Exchange, forecast: Forecast): CallAmounts {
    if (captured.record.attempts.length === 0) return nothingUsed;
    const { usage, ...used } = realAmounts(captured, caller.organization.priceBook);
    const output = usage.outputTokens + usage.reasoningTokens;
    if (captured.record.outcome === 'success')
      learned.note(caller.organizationId, forecast.model, output / forecast.answers);
    return used;
  }

  return {
    async reserve(exchange, body) {
      const limits = limitsOfExchange(exchange, body);
      if (limits.length === 0) return nothingHeld;
      if (limits.every(({ unit }) => unit === 'request')) {
        await take(exchange, limits, nothingUsed, () => undefined);
        return nothingHeld;
      }
      const forecast = forecastAmounts(exchange, body, exchange.caller.organization.priceBook, learned);
      if (!forecast.priced && limits.some(({ unit }) => unit === 'cents')) {
        exchange.warnings.push(
          `no price is known for ${forecast.model ?? 'this call'}: limits in money can not count it`,
        );
      }
      let taken: Taken | null = null;
      let used: CallAmounts | null = null;
      // Either may come last: a Redis that was given up may answer behind the end of the exchange.
      const settle = (): void => {
        if (taken !== null && used !== null && taken.holds.length > 0) settlements.add(taken, used);
      };
      await take(exchange, limits, forecast, (got) => {
        taken = got;
        settle();
      });
      return {
        settle(captured) {
          used = usedBy(captured, exchange, forecast);
          settle();
        },
      };
    },
    close: () => settlements.close(),
  };
}
