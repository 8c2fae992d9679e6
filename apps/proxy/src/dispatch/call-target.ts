import { mayAskStreamUsage } from '@heliograph/providers/ask-stream-usage';
import type { Exchange } from '../capture/build-record.ts';
import type { ProxyContext } from '../context.ts';
import { askForUsage } from '../stream-usage/ask-for-usage.ts';
import { callAsking } from '../stream-usage/call-asking.ts';
import { type AnswerSink, callUpstream, type ProviderSink, type RunningCall } from './call-upstream.ts';
import type { CallTarget } from './target.ts';
import { uncompressed } from './uncompressed.ts';

/** What a call needs of the proxy. */
export type CallContext = Pick<
  ProxyContext,
  'upstreams' | 'usageRefusals' | 'hop' | 'router' | 'settings' | 'metrics'
>;

/**
 * Makes one call. A chat stream that doesn't ask for its usage is asked for it on the way: then `relay` keeps it from
 * the client. `onRefusal` is called where the provider refuses that and is called once more without.
 */
export function callTarget(
  { upstreams, usageRefusals }: CallContext,
  { incoming }: Exchange,
  target: CallTarget,
  sink: AnswerSink,
  relay: ProviderSink,
  onRefusal: () => void = () => undefined,
): RunningCall {
  const { route, query, body } = target;
  const { origin, trusted } = route;
  const { streamUsage, timeout } = incoming.headers.control;
  const upstream = upstreams.of(origin, trusted);
  const call = { upstream, method: incoming.method, target, timeoutMs: timeout };
  const mayAsk = mayAskStreamUsage(route, query, streamUsage) && !usageRefusals.has(origin);
  const asking = mayAsk && Buffer.isBuffer(body) ? askForUsage(body) : null;
  relay.withholdUsage(asking !== null);
  if (asking === null) return callUpstream(call, sink);
  const asked = { ...call, target: { ...target, body: asking, headers: uncompressed(target.headers) } };
  return callAsking(asked, call, sink, () => {
    usageRefusals.add(origin);
    relay.withholdUsage(false);
    onRefusal();
  });
}
