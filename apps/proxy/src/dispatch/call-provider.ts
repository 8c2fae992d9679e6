import type { RequestBody } from '../body/read-body.ts';
import type { Exchange } from '../capture/build-record.ts';
import { refuseLoop } from '../route/refuse-loop.ts';
import { type CallContext, callTarget } from './call-target.ts';
import type { ProviderSink, RunningCall } from './call-upstream.ts';
import { outboundHeaders } from './outbound-headers.ts';
import { asksForMore } from './retry/asks-for-more.ts';
import { callWithRetries } from './retry/call-with-retries.ts';
import type { CallTarget } from './target.ts';

/**
 * Calls the provider of an exchange, again and others where that was asked for.
 * Throws `target_not_allowed` where a call would come back to us, and `invalid_header` for fallbacks that can't be.
 */
export function callProvider(
  proxy: CallContext,
  exchange: Exchange,
  { content, contentLength }: RequestBody,
  relay: ProviderSink,
): RunningCall {
  const { incoming, route } = exchange;
  const { target, headers } = incoming;
  const first: CallTarget = {
    route,
    fallbackIndex: null,
    model: null,
    query: target.query,
    headers: outboundHeaders(headers.rest, contentLength, refuseLoop(incoming, route, proxy.hop)),
    body: content,
  };
  if (!asksForMore(headers.control)) return callTarget(proxy, exchange, first, relay, relay);
  return callWithRetries(proxy, exchange, first, relay);
}
