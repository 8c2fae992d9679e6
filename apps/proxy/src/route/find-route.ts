import type { Route, Router } from '@heliograph/providers/match-route';
import type { Incoming } from '../incoming.ts';

/** Where a request goes. Throws `unknown_path` or `invalid_request`. */
export function findRoute(router: Router, { method, host, target, headers }: Incoming): Route {
  const { targetUrl, openaiApiBase } = headers.control;
  return router.match({ method, host, path: target.path, targetUrl, openaiApiBase });
}
