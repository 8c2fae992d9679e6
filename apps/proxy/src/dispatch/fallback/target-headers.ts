import type { Route } from '@heliograph/providers/match-route';
import { v4 as uuid } from 'uuid';
import { headerName } from '../../header-names.ts';
import { isSamePlace } from './same-place.ts';

/**
 * What of a request's headers goes to a server other than the one they were meant for: a list of what is harmless, so
 * that no credential, cookie, signature or account name goes there under whatever name.
 */
const ANYWHERE =
  /^(?:accept|accept-encoding|accept-language|content-type|user-agent|x-stainless-.*|anthropic-version|anthropic-beta|openai-beta|traceparent|tracestate)$/;
const IDEMPOTENCY_KEY = /^(?:x-)?idempotency-key$/;

/**
 * Headers (name, value, …) for a fallback: those of the request as they went to `first`, where it is the same server,
 * else the harmless ones; then the item's own in their place. `via` as `refuseLoop` gives it. An Idempotency-Key stays
 * the same at one provider and is a new one at another.
 */
export function targetHeaders(
  sent: readonly string[],
  first: Route,
  there: Route,
  own: readonly (readonly [string, string])[],
  via: string | null,
): string[] {
  const same = isSamePlace(there, first);
  const replaced = new Set(['via', ...own.map(([name]) => name.toLowerCase())]);
  const out: string[] = [];
  for (let i = 0; i < sent.length; i += 2) {
    const name = sent[i] ?? '';
    const { lower } = headerName(name);
    if (replaced.has(lower)) continue;
    if (same || ANYWHERE.test(lower)) out.push(name, sent[i + 1] ?? '');
    else if (IDEMPOTENCY_KEY.test(lower)) out.push(name, uuid());
  }
  for (const [name, value] of own) {
    const { notToProvider, isControl } = headerName(name);
    if (!notToProvider && !isControl) out.push(name, value);
  }
  if (via !== null) out.push('Via', via);
  return out;
}
