import type { RequestBody } from '../body/read-body.ts';
import type { Exchange } from '../capture/build-record.ts';
import type { ProxyContext } from '../context.ts';
import type { Relay } from '../respond/relay.ts';
import { refuseLoop } from '../route/refuse-loop.ts';
import { askForUsage } from '../stream-usage/ask-for-usage.ts';
import { callAsking } from '../stream-usage/call-asking.ts';
import { callUpstream, type RunningCall } from './call-upstream.ts';
import { outboundHeaders } from './outbound-headers.ts';

/**
 * Calls the provider of an exchange; `mayAsk` says whether its chat streams may be asked for their usage.
 * Throws `target_not_allowed` where the call would come back to us.
 */
export function callProvider(
  { upstreams, usageRefusals, hop }: Pick<ProxyContext, 'upstreams' | 'usageRefusals' | 'hop'>,
  { incoming, route }: Exchange,
  { content, contentLength }: RequestBody,
  mayAsk: boolean,
  relay: Relay,
): RunningCall {
  const { method, target, headers } = incoming;
  const { origin, trusted, path } = route;
  const call = {
    upstream: upstreams.of(origin, trusted),
    origin,
    method,
    path: path + target.query,
    headers: outboundHeaders(headers.rest, contentLength, refuseLoop(incoming, route, hop)),
    body: content,
    timeoutMs: headers.control.timeout,
  };
  const asking =
    mayAsk && Buffer.isBuffer(content) && !usageRefusals.has(origin) ? askForUsage(content) : null;
  if (asking === null || !Buffer.isBuffer(content)) return callUpstream(call, relay);
  relay.withholdUsage(true);
  const asked = { ...call, body: asking, headers: uncompressed(call.headers) };
  return callAsking(asked, content, relay, () => {
    usageRefusals.add(origin);
    relay.withholdUsage(false);
  });
}

/** Nothing can be withheld from a compressed stream. */
function uncompressed(headers: readonly string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] ?? '';
    if (name.toLowerCase() !== 'accept-encoding') out.push(name, headers[i + 1] ?? '');
  }
  out.push('accept-encoding', 'identity');
  return out;
}
