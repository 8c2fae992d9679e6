import { mayAskStreamUsage } from '@heliograph/providers/ask-stream-usage';
import type { BodyCopy } from './body/body-copy.ts';
import { ParsedBody } from './body/parsed-body.ts';
import { MAX_SPLICED_BYTES, WHOLE_UP_TO_BYTES } from './body/read-body.ts';
import type { Lookup } from './cache/answer-cache.ts';
import { wantsCache } from './cache/cache-plan.ts';
import type { CallProvider } from './cache/call-keeping.ts';
import type { Exchange } from './capture/build-record.ts';
import type { ClientAnswer, ClientRequest } from './client/client-exchange.ts';
import type { ProxyContext } from './context.ts';
import { checkHeaders } from './control-headers/check-headers.ts';
import { type CallEnd, endOf } from './dispatch/call-end.ts';
import { callProvider } from './dispatch/call-provider.ts';
import type { RunningCall } from './dispatch/call-upstream.ts';
import { asksForMore } from './dispatch/retry/asks-for-more.ts';
import type { Reservation } from './limits/limiter.ts';
import { limitDemand } from './limits/limits-of-exchange.ts';
import type { Relay } from './respond/relay.ts';

/** How the answer came about. */
interface Got {
  end: CallEnd;
  /** What the limits hold for it, to be settled with what it used; null where none does. */
  reservation: Reservation | null;
}

/** Headers, body, cache, limits, provider: the first that has an answer gives it to the relay. Never rejects. */
export async function getAnswer(
  proxy: ProxyContext,
  request: ClientRequest,
  answer: ClientAnswer,
  exchange: Exchange,
  relay: Relay,
  requestCopy: BodyCopy,
): Promise<Got> {
  const { clock, incoming, caller, warnings } = exchange;
  const { headers } = incoming;
  const { maxBodyBytes: maxBytes, headerPolicy } = proxy.settings;
  let reservation: Reservation | null = null;
  let lookup: Lookup | null = null;
  try {
    warnings.push(...checkHeaders(headers, caller.organization.headerPolicy ?? headerPolicy));
    const limited = limitDemand(exchange);
    const wholeUpTo = needsBody(exchange) || limited === 'body' ? MAX_SPLICED_BYTES : WHOLE_UP_TO_BYTES;
    const body = await clock.waitFor(request.readBody(requestCopy, { maxBytes, wholeUpTo }));
    if (wantsCache(headers.control)) lookup = await proxy.cache.find(exchange, body, answer);
    if (lookup?.isFound !== true) {
      if (limited !== 'nothing')
        reservation = await proxy.limiter.reserve(exchange, new ParsedBody(body, headers.rest));
      clock.providerCalled();
    }
    const call: CallProvider = (asked, sink) => callProvider(proxy, asked, body, sink);
    const running = startAnswer(lookup, exchange, relay, call);
    answer.onGone(running.cancel);
    return { end: await running.ended, reservation };
  } catch (error) {
    if (lookup?.isFound === false) lookup.giveUp();
    return { end: endOf(error), reservation };
  }
}

function startAnswer(
  lookup: Lookup | null,
  exchange: Exchange,
  relay: Relay,
  call: CallProvider,
): RunningCall {
  if (lookup === null) return call(exchange, relay);
  return lookup.isFound ? lookup.replay(relay) : lookup.call(relay, call);
}

/** Whether a step has to have the whole body, and not only to pass it on. */
function needsBody({ incoming, route }: Exchange): boolean {
  const { control } = incoming.headers;
  return (
    wantsCache(control) ||
    asksForMore(control) ||
    mayAskStreamUsage(route, incoming.target.query, control.streamUsage)
  );
}
