import type { Route } from '@heliograph/providers/match-route';
import { authenticate } from './authenticate/authenticate.ts';
import { takeCredentials } from './authenticate/take-credentials.ts';
import { BodyCopy } from './body/body-copy.ts';
import { buildRecord, type Exchange } from './capture/build-record.ts';
import { Clock } from './clock.ts';
import type { ProxyContext } from './context.ts';
import type { ClientAnswer, ClientRequest } from './client/client-exchange.ts';
import { getAnswer } from './get-answer.ts';
import { readIncoming } from './incoming.ts';
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
      limits: [],
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
  const { clock, incoming, route, warnings, ownHeaders } = exchange;
  const { id } = incoming;
  const { captureMaxBytes } = proxy.settings;
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

  const { end, reservation } = await getAnswer(proxy, request, answer, exchange, relay, requestCopy);
  const { error, cancelled } = end;
  const unanswered = relay.facts.status === null;
  const reply = unanswered && error !== null ? errorReply(error, route.provider.errorShape, own()) : null;
  const { fingerprint } = proxy;
  // The record comes first: once the caller has the whole answer, nothing may be able to lose it.
  const facts = { end, reply, answer: relay.facts, requestCopy, answerCopy, fingerprint };
  const captured = buildRecord(exchange, facts);
  await proxy.spool.append(captured);
  if (reply !== null) answer.reply(reply);
  else if (cancelled) relay.cut();
  else if (error !== null) relay.breakOff(error);
  else relay.finish();
  // In the same turn as the answer's end: no request that follows it can be counted first, and nobody waits for it.
  reservation?.settle(captured);
  if (error !== null) logFailure(proxy.log, error, id, route.origin);
}
