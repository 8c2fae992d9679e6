import type { Route } from '@heliograph/providers/match-route';

/** Whether a call to `there` may carry what the caller sent for `first`: its credentials first of all. */
export function isSamePlace(there: Route, first: Route): boolean {
  return there.origin === first.origin && there.provider.key === first.provider.key;
}
