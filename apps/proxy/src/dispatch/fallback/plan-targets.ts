import { HeliographError } from '@heliograph/contracts/error-codes';
import type { FallbackTarget } from '@heliograph/headers/fallback-targets';
import { fallbackRoute } from '@heliograph/providers/fallback-route';
import type { Route } from '@heliograph/providers/match-route';
import type { Exchange } from '../../capture/build-record.ts';
import type { ProxyContext } from '../../context.ts';
import { refuseLoop } from '../../route/refuse-loop.ts';
import type { CallTarget } from '../target.ts';
import { editBody } from './edit-body.ts';
import { withOwnModel } from './own-model.ts';
import { isSamePlace } from './same-place.ts';
import { targetHeaders } from './target-headers.ts';

/** A target with the statuses that lead on to it. */
export interface PlannedTarget extends CallTarget {
  accepts: (status: number) => boolean;
}

/** The usual failures, and a model that isn't there. */
const USUAL = (status: number): boolean =>
  status === 404 || status === 408 || status === 409 || status === 429 || status >= 500;

/**
 * The places where a request goes on, in their order, behind `first`, its own; what can't be used for it is left out
 * and said in the exchange's warnings. Throws `invalid_header` where an item of Helicone-Fallback can't be what was
 * meant, unless the organization or else the operator is lenient, and `target_not_allowed` where one would come back to us.
 */
export function planTargets(
  { router, hop, settings }: Pick<ProxyContext, 'router' | 'hop' | 'settings'>,
  exchange: Exchange,
  first: CallTarget,
): [PlannedTarget, ...PlannedTarget[]] {
  const { incoming, route, caller, warnings } = exchange;
  const planned: [PlannedTarget, ...PlannedTarget[]] = [{ ...first, accepts: () => false }];
  const problems: string[] = [];
  incoming.headers.control.fallbacks.forEach((item, index) => {
    const { method, target } = incoming;
    const reshaped = item.bodyKeyOverride !== null;
    const found = fallbackRoute(router, { method, path: target.path, route, reshaped }, item);
    if (!found.ok) {
      // What isn't a call to a model has nowhere else to go; clients send the header with all their calls.
      if (route.apiFormat === 'other') warnings.push(`fallback ${index} does not apply to this path`);
      else problems.push(`at ${index}: ${found.problem}`);
      return;
    }
    const there = withOwnModel(found.route, item.model);
    const body = editBody(first.body, bodyChanges(item, there.modelInPath));
    if (body === undefined) {
      warnings.push(`fallback ${index} left out: the request's body is no JSON object`);
      return;
    }
    const missing = missingCredentials(there.route, route, item);
    if (missing !== null) return void problems.push(`at ${index}: ${missing}`);
    planned.push({
      route: there.route,
      fallbackIndex: index,
      model: modelOf(item) ?? first.model,
      query: queryAt(there.route, route, target.query),
      headers: targetHeaders(
        first.headers,
        route,
        there.route,
        item.headers,
        refuseLoop(incoming, there.route, hop),
      ),
      body,
      accepts: acceptsOf(item),
    });
  });
  const policy = caller.organization.headerPolicy ?? settings.headerPolicy;
  if (problems.length > 0) refuse(problems, policy === 'strict', warnings);
  return planned;
}

function refuse(problems: readonly string[], strict: boolean, warnings: string[]): void {
  const expected = problems.join('; ');
  if (!strict) return void warnings.push(`ignored: Helicone-Fallback: ${expected}`);
  throw new HeliographError('invalid_header', `Helicone-Fallback can't be followed. ${expected}.`, {
    details: { headers: [{ header: 'Helicone-Fallback', expected }] },
  });
}

function acceptsOf({ onCodes }: FallbackTarget): (status: number) => boolean {
  if (onCodes === null) return USUAL;
  return (status) => onCodes.some(({ from, to }) => status >= from && status <= to);
}

function modelOf({ model, bodyKeyOverride }: FallbackTarget): string | null {
  const named = bodyKeyOverride?.model;
  return typeof named === 'string' ? named : model;
}

/** What is put over the body's keys; a model that the path names need not stand there as well. */
function bodyChanges(
  { model, bodyKeyOverride }: FallbackTarget,
  modelInPath: boolean,
): Record<string, unknown> {
  return { ...(model !== null && !modelInPath && { model }), ...bodyKeyOverride };
}

/** A key that the caller sent for one provider is no other's business; a server of nobody known may need none. */
function missingCredentials(there: Route, first: Route, { headers }: FallbackTarget): string | null {
  const { provider, trusted } = there;
  if (isSamePlace(there, first) || provider.ownHosts.length === 0) return null;
  const names = new Set(['authorization', 'x-api-key', 'api-key', 'x-goog-api-key', provider.auth.header]);
  if (headers.some(([name, value]) => names.has(name.toLowerCase()) && value !== '')) return null;
  const where = trusted ? provider.displayName : there.origin;
  return `${where} needs credentials of its own: give them in headers, for example {"${provider.auth.header}": "${provider.auth.scheme}…"}; those of the request belong to ${first.provider.displayName} and are sent nowhere else`;
}

/** A query may hold a key, and means what its provider says. */
function queryAt(there: Route, first: Route, query: string): string {
  if (query === '' || isSamePlace(there, first)) return query;
  if (there.provider.key !== first.provider.key || there.provider.key === 'custom') return '';
  const rest = new URLSearchParams(query);
  for (const name of ['key', 'access_token', 'api_key', 'api-key']) rest.delete(name);
  return rest.size === 0 ? '' : `?${rest.toString()}`;
}
