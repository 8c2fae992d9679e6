import type { Route } from '@heliograph/providers/match-route';
import { withModelInPath } from '@heliograph/providers/model-in-path';

/** A route to another model, where the path names it; else the model is the body's. */
export function withOwnModel(route: Route, model: string | null): { route: Route; modelInPath: boolean } {
  const path = model === null ? null : withModelInPath(route.path, model);
  return path === null ? { route, modelInPath: false } : { route: { ...route, path }, modelInPath: true };
}
