import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Route } from '@heliograph/providers/match-route';
import { authenticate } from '../authenticate/authenticate.ts';
import { takeCredentials } from '../authenticate/take-credentials.ts';
import type { Exchange } from '../capture/build-record.ts';
import { Clock } from '../clock.ts';
import type { ProxyContext } from '../context.ts';
import { checkHeaders } from '../control-headers/check-headers.ts';
import { asHeliographError } from '../dispatch/call-end.ts';
import { outboundHeaders } from '../dispatch/outbound-headers.ts';
import { readIncoming } from '../incoming.ts';
import { ParsedBody } from '../body/parsed-body.ts';
import type { Reservation } from '../limits/limiter.ts';
import { limitDemand } from '../limits/limits-of-exchange.ts';
import { logFailure } from '../log-failure.ts';
import { errorReply } from '../respond/error-reply.ts';
import { refusal } from '../respond/refusal.ts';
import { responseHeaders } from '../respond/response-headers.ts';
import { findRoute } from '../route/find-route.ts';
import { refuseLoop } from '../route/refuse-loop.ts';
import { openUpstream } from './open-upstream.ts';
import { endRaw, withoutHeaders, writeHead } from './raw-reply.ts';
import { relaySession, type SessionEnd } from './relay-session.ts';
import { createSessionLog } from './session-log.ts';
import { type SessionFacts, sessionRecord } from './session-record.ts';
import { takeSubprotocolKeys } from './subprotocols.ts';

const NO_BODY = { content: null, contentLength: null };

/** The way of one WebSocket connection through the proxy, from its request to its end. Never rejects. */
export async function handleUpgrade(
  proxy: ProxyContext,
  req: IncomingMessage,
  socket: Duplex,
): Promise<void> {
  const clock = new Clock();
  const { method = 'GET', url = '/', rawHeaders } = req;
  const { host: named = '', origin } = req.headers;
  const incoming = readIncoming({ method, url, rawHeaders, host: named, origin }, proxy.cors);
  const { target, headers } = incoming;
  let route: Route | null = null;
  let status: number;
  try {
    const { ownKey, providerKey } = takeSubprotocolKeys(headers.rest);
    const credentials = takeCredentials(headers.control.auth, target.pathKey ?? ownKey, headers.rest);
    route = findRoute(proxy.router, incoming);
    const caller = await authenticate(proxy.keys, credentials);
    proxy.keyUse.note(caller.apiKeyId, incoming.createdAt);
    const exchange = {
      clock,
      incoming,
      route: asSession(route),
      caller,
      warnings: [],
      ownHeaders: [],
      cache: null,
      limitedBy: null,
      limits: [],
    };
    status = await converse(proxy, socket, exchange, providerKey);
  } catch (thrown) {
    const reply = refusal(proxy.log, incoming, clock, route, thrown);
    endRaw(socket, reply);
    ({ status } = reply);
  }
  proxy.metrics.requestEnded(route?.provider.key ?? '', status, clock);
}

function asSession(route: Route): Route {
  return route.path.endsWith('/realtime') ? { ...route, apiFormat: 'openai-realtime' } : route;
}

/** From here on the connection leaves a record, however it ends. Gives the status that the client was answered with. */
async function converse(
  proxy: ProxyContext,
  socket: Duplex,
  exchange: Exchange,
  providerKey: string | null,
): Promise<number> {
  const { clock, incoming, route } = exchange;
  const facts: SessionFacts = {
    log: createSessionLog(proxy.settings.captureMaxBytes, clock.now),
    answer: { status: null, headers: [], firstByteAt: null, firstTokenAt: null },
    end: { status: null, error: null, cancelled: false, attempts: [] },
    reply: null,
    refusal: null,
    providerKey,
  };
  const own = () => ({
    requestId: incoming.id,
    overheadMs: clock.overheadMs,
    warnings: exchange.warnings,
    more: exchange.ownHeaders,
    cors: incoming.cors,
  });
  const ownHeaders = (headers: string[], status: number) => responseHeaders(headers, status, own());
  let reservation: Reservation | null = null;
  try {
    exchange.warnings.push(
      ...checkHeaders(
        incoming.headers,
        exchange.caller.organization.headerPolicy ?? proxy.settings.headerPolicy,
      ),
    );
    if (limitDemand(exchange) !== 'nothing')
      reservation = await proxy.limiter.reserve(exchange, new ParsedBody(NO_BODY, incoming.headers.rest));
    await askProvider(proxy, socket, exchange, facts, ownHeaders);
  } catch (thrown) {
    const error = asHeliographError(thrown);
    facts.end = { ...facts.end, error };
    if (facts.answer.status === null) facts.reply = errorReply(error, route.provider.errorShape, own());
    logFailure(proxy.log, error, incoming.id, route.origin);
  }
  const { reply, answer } = facts;
  // The record comes first: once the client has the whole answer, nothing may be able to lose it.
  const captured = sessionRecord(exchange, facts, proxy.fingerprint);
  await proxy.spool.append(captured);
  reservation?.settle(captured);
  if (reply !== null) endRaw(socket, reply);
  else if (facts.refusal !== null && answer.status !== null) {
    const headers = withoutHeaders(ownHeaders([...answer.headers], answer.status), ['content-length']);
    endRaw(socket, { status: answer.status, headers, body: facts.refusal });
  }
  return reply?.status ?? answer.status ?? 0;
}

/** Opens the connection to the provider and passes on what both sides say, until it is over. */
async function askProvider(
  { upstreams, hop }: ProxyContext,
  socket: Duplex,
  { clock, incoming, route }: Exchange,
  facts: SessionFacts,
  ownHeaders: (headers: string[], status: number) => string[],
): Promise<void> {
  const { origin, trusted, path } = route;
  const headers = outboundHeaders(incoming.headers.rest, null, refuseLoop(incoming, route, hop));
  clock.providerCalled();
  const { answer, cancel } = openUpstream({
    dispatcher: upstreams.of(origin, trusted).streaming,
    origin,
    path: path + incoming.target.query,
    // No extension, so that no compression: what can't be read can't be counted.
    headers: withoutHeaders(headers, ['sec-websocket-extensions']),
  });
  socket.once('close', cancel);
  const upstream = await answer;
  socket.off('close', cancel);
  facts.answer.firstByteAt = clock.now();
  switch (upstream.kind) {
    case 'failed':
      if (!socket.destroyed) throw upstream.error;
      facts.end.cancelled = true;
      return;
    case 'refused':
      Object.assign(facts.answer, { status: upstream.status, headers: upstream.headers });
      facts.end.status = upstream.status;
      facts.refusal = upstream.body;
      return;
    case 'open':
      Object.assign(facts.answer, { status: 101, headers: upstream.headers });
      facts.end.status = 101;
      writeHead(socket, 101, [
        'Upgrade',
        'websocket',
        'Connection',
        'Upgrade',
        ...ownHeaders(upstream.headers, 101),
      ]);
      noteEnd(await relaySession(socket, upstream.socket, facts.log), facts, origin);
  }
}

function noteEnd(end: SessionEnd, facts: SessionFacts, origin: string): void {
  if (end === 'client_gone') facts.end.cancelled = true;
  if (end === 'upstream_gone') {
    throw new HeliographError('upstream_invalid_response', `${origin} broke the connection off.`);
  }
}
