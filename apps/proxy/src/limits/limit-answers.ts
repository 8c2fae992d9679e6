import { HeliographError } from '@heliograph/contracts/error-codes';
import type { LimitStanding, RateLimitUnit } from '@heliograph/contracts/rate-limits';
import { shownAmount } from './amounts.ts';
import type { PlannedLimit } from './plan-limits.ts';

/** How a limit stands after a request was counted or refused. */
export interface LimitState {
  limit: PlannedLimit;
  denied: boolean;
  left: number;
  /** Milliseconds until something (where denied: enough) comes free. */
  waitMs: number;
}

const units: Record<RateLimitUnit, string> = { request: 'requests', cents: 'US cents', token: 'tokens' };
/** Names of the draft's units; "requests" is what holds without one. Cents may be fractions, the draft's quotas may not. */
const quotaUnits: Record<RateLimitUnit, string> = {
  request: '',
  cents: ';qu="microcents"',
  token: ';qu="tokens"',
};
/** The largest Integer of a structured field (RFC 9651 §3.3.1). */
const MAX_INTEGER = 999_999_999_999_999;
/** A longer wait than the official SDKs follow: they would try again at once instead. */
const LONGEST_SDK_WAIT_SECONDS = 60;

/**
 * Headers (name, value, …) that tell a caller how its limits stand: our own, of the one that is nearest to its end; those of
 * draft-ietf-httpapi-ratelimit-headers-10 of all; and x-ratelimit-* as OpenAI has them, of requests and of tokens.
 */
export function limitHeaders(states: readonly LimitState[]): string[] {
  const nearest = nearestOf(states);
  if (nearest === undefined) return [];
  const { limit, left, denied } = nearest;
  const out = [
    'Helicone-RateLimit-Limit',
    shownAmount(limit.quota, limit.unit),
    'Helicone-RateLimit-Remaining',
    shownAmount(left, limit.unit),
    'Helicone-RateLimit-Reset',
    String(seconds(nearest.waitMs)),
    'Helicone-RateLimit-Policy',
    visible(limit.text),
    'RateLimit-Policy',
    states.map(policyItem).join(', '),
    'RateLimit',
    states.map(stateItem).join(', '),
  ];
  for (const [unit, name] of [
    ['request', 'requests'],
    ['token', 'tokens'],
  ] as const) {
    const state = nearestOf(states.filter((one) => one.limit.unit === unit));
    if (state === undefined) continue;
    out.push(`x-ratelimit-limit-${name}`, String(state.limit.quota));
    out.push(`x-ratelimit-remaining-${name}`, String(state.left));
    out.push(`x-ratelimit-reset-${name}`, duration(seconds(state.waitMs)));
  }
  if (denied) {
    // All that refused have to let the next one pass.
    const wait = Math.max(...states.filter((state) => state.denied).map(({ waitMs }) => seconds(waitMs)));
    out.push('Retry-After', String(wait), 'Helicone-RateLimit-Source', 'gateway');
    if (limit.scope === 'budget' || wait > LONGEST_SDK_WAIT_SECONDS) out.push('x-should-retry', 'false');
  }
  return out;
}

/** The limit that refused, else the one of which the smallest part is left. */
export function nearestOf(states: readonly LimitState[]): LimitState | undefined {
  let nearest: LimitState | undefined;
  for (const state of states) {
    if (nearest === undefined || rank(state) < rank(nearest)) nearest = state;
  }
  return nearest;
}

/** Refusals first, the longest wait before the others; then by what is left. */
function rank({ denied, waitMs, left, limit }: LimitState): number {
  return denied ? -1 - waitMs : left / limit.quota;
}

/** The state as the log keeps it. */
export function limitStanding({ limit, denied, left, waitMs }: LimitState): LimitStanding {
  const { scope, text, ruleId, unit, quota } = limit;
  return {
    scope,
    policy: text,
    ruleId,
    unit,
    limit: Number(shownAmount(quota, unit)),
    remaining: Number(shownAmount(left, unit)),
    resetMs: Math.round(waitMs),
    refused: denied,
  };
}

/** The error for a request that a limit refused. */
export function limitedError({ limit, waitMs }: LimitState): HeliographError {
  const wait = seconds(waitMs);
  const quota = shownAmount(limit.quota, limit.unit);
  const details = { scope: limit.scope, policy: limit.text, ruleId: limit.ruleId, retryAfterSeconds: wait };
  if (limit.windowSeconds === null) {
    return new HeliographError(
      'budget_exceeded',
      `The monthly budget of this Heliograph API key (${(Number(quota) / 100).toFixed(2)} USD) is used up or held by running requests. Raise it under Settings → API keys, or wait ${wait} s.`,
      { details },
    );
  }
  const whose = { header: 'of Helicone-RateLimit-Policy', key: 'of this API key', budget: '', rule: '' };
  const from = limit.scope === 'rule' ? `of the rule "${limit.name}"` : whose[limit.scope];
  return new HeliographError(
    'rate_limited',
    `The rate limit ${from} is reached: ${quota} ${units[limit.unit]} in ${limit.windowSeconds} s (${limit.text}). Try again in ${wait} s.`,
    { details },
  );
}

function policyItem({ limit }: LimitState): string {
  const quota = `;q=${Math.min(limit.quota, MAX_INTEGER)}${quotaUnits[limit.unit]}`;
  const window = limit.windowSeconds === null ? '' : `;w=${limit.windowSeconds}`;
  const partition =
    limit.partition === null ? '' : `;pk=:${Buffer.from(limit.partition).toString('base64')}:`;
  return `${nameOf(limit)}${quota}${window}${partition}`;
}

function stateItem({ limit, left, waitMs }: LimitState): string {
  return `${nameOf(limit)};r=${Math.min(left, MAX_INTEGER)};t=${seconds(waitMs)}`;
}

/** A String of a structured field: visible ASCII in quotes. */
function nameOf({ name }: PlannedLimit): string {
  return `"${visible(name).replace(/["\\]/g, '\\$&')}"`;
}

function visible(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?');
}

/** Rounded up: whoever waits that long is let in. */
function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}

/** As OpenAI writes it: `34s`, `6m0s`. */
function duration(total: number): string {
  return total < 60 ? `${total}s` : `${Math.floor(total / 60)}m${total % 60}s`;
}
