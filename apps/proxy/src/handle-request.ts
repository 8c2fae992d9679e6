import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorShapeOfPath, type Route } from '@heliograph/providers/match-route';
import { authenticate, type Caller } from './authenticate/authenticate.ts';
import { takeCredentials } from './authenticate/take-credentials.ts';
import { createBodyCopy } from './body/body-copy.ts';
import { readBody } from './body/read-body.ts';
import { buildRecord } from './capture/build-record.ts';
import { type Clock, startClock } from './clock.ts';
import type { ProxyContext } from './context.ts';
import { checkHeaders } from './control-headers/check-headers.ts';
import { asHeliographError, type CallEnd, endOf } from './dispatch/call-end.ts';
import { callUpstream } from './dispatch/call-upstream.ts';
import { outboundHeaders } from './dispatch/outbound-headers.ts';
import { type Incoming, readIncoming } from './incoming.ts';
import { errorReply, sendReply } from './respond/error-reply.ts';
import { createRelay } from './respond/relay.ts';
import { whenCallerLeaves } from './respond/when-caller-leaves.ts';
import { findRoute } from './route/find-route.ts';

/** The way of one request through the proxy. Never rejects. */
export async function handleRequest(
  proxy: ProxyContext,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const clock = startClock();
  const incoming = readIncoming(req);
  const { id, host, target, headers } = incoming;
  let route: Route | null = null;
  try {
    const credentials = takeCredentials(headers.control.auth, target.pathKey, headers.rest);
    route = findRoute(proxy.router, incoming);
    const caller = await authenticate(proxy.keys, credentials);
    proxy.keyUse.note(caller.apiKeyId, incoming.createdAt);
    await answer(proxy, req, res, clock, incoming, route, caller);
  } catch (thrown) {
    // Refused before anybody's request was known: answered, not logged.
    const error = asHeliographError(thrown);
    const shape = route?.provider.errorShape ?? errorShapeOfPath(host, target.path);
    if (error.status >= 500)
      proxy.log.error({ err: error, requestId: id }, 'A request could not be answered');
    sendReply(
      req,
      res,
      errorReply(error, shape, { requestId: id, overheadMs: clock.overheadMs, warnings: [] }),
    );
  }
  proxy.metrics.requestEnded(
    route?.provider.key ?? '',
    res.statusCode,
    clock.now() - clock.startedAt,
    clock.overheadMs,
  );
}

/** From here on a request leaves a record, however it ends. */
async function answer(
  proxy: ProxyContext,
  req: IncomingMessage,
  res: ServerResponse,
  clock: Clock,
  incoming: Incoming,
  route: Route,
  caller: Caller,
): Promise<void> {
  const { id, method, target, headers } = incoming;
  const { captureMaxBytes, maxBodyBytes, headerPolicy } = proxy.settings;
  const requestCopy = createBodyCopy(headers.control.omitRequest ? 0 : captureMaxBytes);
  const answerCopy = createBodyCopy(headers.control.omitResponse ? 0 : captureMaxBytes);
  let warnings: string[] = [];
  const own = () => ({ requestId: id, overheadMs: clock.overheadMs, warnings });
  const relay = createRelay({ res, copy: answerCopy, apiFormat: route.apiFormat, now: clock.now, own });

  let end: CallEnd;
  try {
    warnings = checkHeaders(headers, headerPolicy);
    const body = await clock.waitFor(readBody(req, res, requestCopy, maxBodyBytes));
    const outbound = outboundHeaders(headers.rest, body.contentLength);
    const dispatcher = proxy.upstreams.of(route.origin, route.trusted);
    clock.providerCalled();
    const { origin, path } = route;
    const call = callUpstream(
      { dispatcher, origin, method, path: path + target.query, headers: outbound, body: body.content },
      relay,
    );
    whenCallerLeaves(res, call.cancel);
    end = await call.ended;
  } catch (error) {
    end = endOf(error);
  }

  const { error, cancelled } = end;
  const ownAnswer = error !== null && relay.facts.status === null;
  const reply = ownAnswer ? errorReply(error, route.provider.errorShape, own()) : null;
  const facts = {
    incoming,
    clock,
    caller,
    route,
    warnings,
    end,
    reply,
    answer: relay.facts,
    requestCopy,
    answerCopy,
  };
  proxy.spool.append(buildRecord(facts));
  if (reply !== null) sendReply(req, res, reply);
  else if (cancelled || error !== null) relay.cut();
  else relay.finish();
  if (error !== null)
    proxy.log.warn(
      { requestId: id, origin: route.origin, code: error.code, reason: error.message },
      'A request failed',
    );
}
