import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Route } from '@heliograph/providers/match-route';
import type { Incoming } from '../incoming.ts';
import { headerValues } from '../respond/header-value.ts';

/**
 * The Via header for a server that the caller named (RFC 9110 §7.6.3), null for the operator's own: those never get our
 * API key, so that a loop through them ends by itself. Throws `target_not_allowed` where the request has come through
 * this installation before (`hop` is its name) or names the very host at which it came in.
 */
export function refuseLoop(
  { host, headers }: Incoming,
  { trusted, origin }: Route,
  hop: string,
): string | null {
  const passed = headerValues(headers.rest, 'via');
  if (passed.some((via) => via.split(',').some((entry) => entry.trim().split(/[ \t]+/)[1] === hop)))
    throw loop();
  if (trusted) return null;
  if (new URL(origin).host === host.toLowerCase()) throw loop();
  return [...passed, `1.1 ${hop}`].join(', ');
}

function loop(): HeliographError {
  return new HeliographError(
    'target_not_allowed',
    'This request would come back to the proxy that it came from. Name the provider in Helicone-Target-Url, not the proxy.',
  );
}
