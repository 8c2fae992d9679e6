import type { CacheFacts } from '@heliograph/contracts/cache-facts';
import type { Attempt, CapturedBody, CapturedExchange, Outcome } from '@heliograph/contracts/log-record';
import type { LimitedBy, LimitStanding } from '@heliograph/contracts/rate-limits';
import type { Route } from '@heliograph/providers/match-route';
import type { Caller } from '../authenticate/authenticate.ts';
import type { BodyCopy } from '../body/body-copy.ts';
import type { Clock } from '../clock.ts';
import type { CallAttempt, CallEnd } from '../dispatch/call-end.ts';
import type { Incoming } from '../incoming.ts';
import type { ErrorReply } from '../respond/error-reply.ts';
import type { RelayFacts } from '../respond/relay.ts';
import { headerValue, isEventStream } from '../respond/header-value.ts';
import { type Fingerprint, keyOfQuery, QUERY_KEY_HEADER } from './fingerprint.ts';
import { promptOf } from './prompt-of.ts';
import { readCountry } from './read-country.ts';
import { omitBodies } from './omit-bodies.ts';
import { redactHeaders } from './redact-headers.ts';

/** What is known of an exchange from its beginning. */
export interface Exchange {
  incoming: Incoming;
  clock: Clock;
  caller: Caller;
  route: Route;
  /** What Helicone-Warning says, in the log, too. */
  warnings: string[];
  /** Headers of ours (name, value, …) that the steps add to whatever answer comes of it. */
  ownHeaders: string[];
  /** What the cache did; null where it had no part in it. */
  cache: CacheFacts | null;
  /** The limit of ours that refused it. */
  limitedBy: LimitedBy | null;
  /** The limits of ours that counted it, and how they stood then. */
  limits: LimitStanding[];
}

/** Everything that is known of it when it ends. */
interface EndFacts {
  end: CallEnd;
  /** The answer of our own, where there was no provider's. */
  reply: ErrorReply | null;
  answer: RelayFacts;
  requestCopy: BodyCopy;
  answerCopy: BodyCopy;
  fingerprint: Fingerprint;
}

/** The log record of an exchange with its captured bodies. */
export function buildRecord(exchange: Exchange, facts: EndFacts): CapturedExchange {
  const { incoming, clock, caller } = exchange;
  const { answer, reply, end, requestCopy } = facts;
  // Who answered, where it wasn't the request's own provider.
  const served = end.attempts.findLast(({ called }) => called)?.target;
  const fallback = served === undefined || served.fallbackIndex === null ? null : served;
  const route = fallback?.route ?? exchange.route;
  const { control, rest } = incoming.headers;
  const { startedAt } = clock;
  const endedAt = clock.now();
  const headers = reply?.headers ?? answer.headers;
  const status = reply?.status ?? answer.status ?? 0;
  const since = (at: number | null): number | null => (at === null ? null : round(at - startedAt));
  const captured: CapturedExchange = {
    record: {
      version: 1,
      id: incoming.id,
      organizationId: caller.organizationId,
      apiKeyId: caller.apiKeyId,
      providerKeyFingerprint:
        facts.fingerprint(fallback?.headers ?? rest, route.provider.auth.header) ??
        facts.fingerprint(keyOfQuery(fallback?.query ?? incoming.target.query), QUERY_KEY_HEADER),
      createdAt: incoming.createdAt,
      provider: route.provider.key,
      apiFormat: route.apiFormat,
      method: incoming.method,
      path: route.path,
      targetOrigin: route.origin,
      status,
      outcome: outcomeOf(status, end),
      errorCode: end.error?.code ?? null,
      errorMessage: end.error?.message ?? null,
      stream: isEventStream(headers),
      latencyMs: round(endedAt - startedAt),
      timeToFirstByteMs: since(answer.firstByteAt),
      timeToFirstTokenMs: since(answer.firstTokenAt),
      proxyOverheadMs: round(clock.overheadMs),
      attempts: attemptsOf(exchange, end, endedAt),
      userId: control.userId,
      sessionId: control.sessionId,
      sessionPath: control.sessionPath,
      sessionName: control.sessionName,
      name: control.requestName,
      ...promptOf(control),
      country: readCountry(rest),
      properties: control.properties,
      modelOverride: control.modelOverride,
      fallbackIndex: fallback?.fallbackIndex ?? null,
      fallbackModel: fallback?.model ?? null,
      headerPrices:
        control.priceInput === null && control.priceOutput === null
          ? null
          : { input: control.priceInput, output: control.priceOutput },
      cacheHit: exchange.cache !== null && exchange.cache.status !== 'miss',
      cache: exchange.cache,
      limits: exchange.limits,
      limitedBy: exchange.limitedBy ?? (status === 429 && reply === null ? providersLimit : null),
      requestHeaders: redactHeaders(rest),
      responseHeaders: redactHeaders(headers),
      request: bodyFacts(requestCopy, rest),
      response: reply === null ? bodyFacts(facts.answerCopy, headers) : replyFacts(reply),
      omittedFacts: null,
      warnings: exchange.warnings,
    },
    requestBody: requestCopy.read(),
    responseBody: reply?.body ?? facts.answerCopy.read(),
  };
  return omitBodies(captured, control.omitRequest, control.omitResponse && reply === null);
}

const providersLimit: LimitedBy = { source: 'provider', scope: null, policy: null, ruleId: null };

function outcomeOf(status: number, { cancelled, error }: CallEnd): Outcome {
  if (cancelled) return 'cancelled';
  return error === null && status < 400 ? 'success' : 'failed';
}

/** The calls to providers; none where the request ended before. */
function attemptsOf(
  { route, clock }: Exchange,
  { attempts, status, error }: CallEnd,
  endedAt: number,
): Attempt[] {
  const { startedAt, calledAt } = clock;
  if (attempts.length === 0 && calledAt !== null) {
    const target = { route, model: null, fallbackIndex: null };
    const call = { target, status, error: error?.message ?? null, startedAt: calledAt, endedAt };
    return [attemptOf({ ...call, called: true, next: null }, startedAt)];
  }
  return attempts.map((attempt) => attemptOf(attempt, startedAt));
}

interface MadeCall extends Omit<CallAttempt, 'target' | 'sent'> {
  target: Pick<CallAttempt['target'], 'route' | 'model' | 'fallbackIndex'>;
}

function attemptOf({ target, next, called, ...call }: MadeCall, requestAt: number): Attempt {
  const { provider, origin, path } = target.route;
  return {
    provider: provider.key,
    url: origin + path,
    model: target.model,
    fallbackIndex: target.fallbackIndex,
    called,
    status: call.status,
    startedAtMs: round(call.startedAt - requestAt),
    durationMs: round(call.endedAt - call.startedAt),
    error: call.error,
    next: next === null ? null : { ...next, waitMs: round(next.waitMs) },
  };
}

function bodyFacts(copy: BodyCopy, headers: readonly string[]): CapturedBody {
  return {
    bytes: copy.bytes,
    contentType: headerValue(headers, 'content-type'),
    contentEncoding: contentEncoding(headers),
    truncated: copy.truncated,
    omitted: false,
  };
}

function replyFacts({ body, headers }: ErrorReply): CapturedBody {
  const contentType = headerValue(headers, 'content-type');
  return { bytes: body.length, contentType, contentEncoding: null, truncated: false, omitted: false };
}

function contentEncoding(headers: readonly string[]): string | null {
  const value = headerValue(headers, 'content-encoding')?.trim().toLowerCase() ?? '';
  return value === '' || value === 'identity' ? null : value;
}

/** Microseconds are exact enough, and short as text. */
function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
