import { mayAskStreamUsage } from '@heliograph/providers/ask-stream-usage';
import type { Route } from '@heliograph/providers/match-route';
import { authenticate } from './authenticate/authenticate.ts';
import { takeCredentials } from './authenticate/take-credentials.ts';
import { BodyCopy } from './body/body-copy.ts';
import { ParsedBody } from './body/parsed-body.ts';
import { MAX_SPLICED_BYTES, WHOLE_UP_TO_BYTES } from './body/read-body.ts';
import type { Lookup } from './cache/answer-cache.ts';
import { wantsCache } from './cache/cache-plan.ts';
import type { CallProvider } from './cache/call-keeping.ts';
import { buildRecord, type Exchange } from './capture/build-record.ts';
import { Clock } from './clock.ts';
import type { ProxyContext } from './context.ts';
import type { ClientAnswer, ClientRequest } from './client/client-exchange.ts';
import { checkHeaders } from './control-headers/check-headers.ts';
import { type CallEnd, endOf } from './dispatch/call-end.ts';
import { callProvider } from './dispatch/call-provider.ts';
import type { RunningCall } from './dispatch/call-upstream.ts';
import { asksForMore } from './dispatch/retry/asks-for-more.ts';
import { readIncoming } from './incoming.ts';
import type { Reservation } from './limits/limiter.ts';
import { limitDemand } from './limits/limits-of-exchange.ts';
import { logFailure } from './log-failure.ts';
import { errorReply } from './respond/error-reply.ts';
import { refusal } from './respond/refusal.ts';
import { Relay } from './respond/relay.ts';
import { findRoute } from './route/find-route.ts';

/** The way of one request through the proxy. Never rejects. */
export async function handleRequest(
  proxy: ProxyContext,
  request: ClientRequest,
  answer: ClientAnswer,
): Promise<void> {
  const clock = new Clock();
  const incoming = readIncoming(request, proxy.cors);
  const { target, headers } = incoming;
  let route: Route | null = null;
  try {
    const credentials = takeCredentials(headers.control.auth, target.pathKey, headers.rest);
    route = findRoute(proxy.router, incoming);
    const caller = await authenticate(proxy.keys, credentials);
    proxy.keyUse.note(caller.apiKeyId, incoming.createdAt);
    await forward(proxy, request, answer, {
      clock,
      incoming,
      route,
      caller,
      warnings: [],
      ownHeaders: [],
      cache: null,
      limitedBy: null,
    });
  } catch (thrown) {
    answer.reply(refusal(proxy.log, incoming, clock, route, thrown));
  }
  proxy.metrics.requestEnded(route?.provider.key ?? '', answer.status, clock);
}

/** From here on a request leaves a record, however it ends. */
async function forward(
  proxy: ProxyContext,
  request: ClientRequest,
  answer: ClientAnswer,
  exchange: Exchange,
): Promise<void> {
  const { clock, incoming, route, caller, warnings, ownHeaders } = exchange;
  const { id, target, headers } = incoming;
  const { captureMaxBytes, maxBodyBytes, headerPolicy } = proxy.settings;
  const requestCopy = new BodyCopy(captureMaxBytes);
  const answerCopy = new BodyCopy(captureMaxBytes);
  const own = () => ({
    requestId: id,
    overheadMs: clock.overheadMs,
    warnings,
    more: ownHeaders,
    cors: incoming.cors,
  });
  const relay = new Relay({ answer, copy: answerCopy, apiFormat: route.apiFormat, now: clock.now, own });

  let reservation: Reservation | null = null;
  let end: CallEnd;
  let lookup: Lookup | null = null;
  try {
    warnings.push(...checkHeaders(headers, caller.organization.headerPolicy ?? headerPolicy));
    const limited = limitDemand(exchange);
    const mayCache = wantsCache(headers.control);
    const isKept =
      mayCache ||
      limited === 'body' ||
      asksForMore(headers.control) ||
      mayAskStreamUsage(route, target.query, headers.control.streamUsage);
    const wholeUpTo = isKept ? MAX_SPLICED_BYTES : WHOLE_UP_TO_BYTES;
    const body = await clock.waitFor(request.readBody(requestCopy, { maxBytes: maxBodyBytes, wholeUpTo }));
    if (mayCache) lookup = await proxy.cache.find(exchange, body, answer);
    let running: RunningCall;
    if (lookup?.isFound === true) running = lookup.replay(relay);
    else {
      if (limited !== 'nothing')
        reservation = await proxy.limiter.reserve(exchange, new ParsedBody(body, headers.rest));
      clock.providerCalled();
      const call: CallProvider = (asked, sink) => callProvider(proxy, asked, body, sink);
      running = lookup === null ? call(exchange, relay) : lookup.call(relay, call);
    }
    answer.onGone(running.cancel);
    end = await running.ended;
  } catch (error) {
    if (lookup?.isFound === false) lookup.giveUp();
    end = endOf(error);
  }

  const { error, cancelled } = end;
  const unanswered = relay.facts.status === null;
  const reply = unanswered && error !== null ? errorReply(error, route.provider.errorShape, own()) : null;
  const { fingerprint } = proxy;
  // The record comes first: once the caller has the whole answer, nothing may be able to lose it.
  const facts = { end, reply, answer: relay.facts, requestCopy, answerCopy, fingerprint };
  const captured = buildRecord(exchange, facts);
  await proxy.spool.append(captured);
  reservation?.settle(captured);
  if (reply !== null) answer.reply(reply);
  else if (cancelled) relay.cut();
  else if (error !== null) relay.breakOff(error);
  else relay.finish();
  if (error !== null) logFailure(proxy.log, error, id, route.origin);
}
