import type { HTTPPath } from '@orpc/client';
import { traverseContractProcedures } from '@orpc/server';
import { apiContract } from '@heliograph/contracts/api-contract';

interface Route {
  method: string;
  pattern: RegExp;
}

const routes: Route[] = listRoutes();

/** The methods that the path (relative to /api/v1) answers to; empty where it is unknown. */
export function methodsOf(path: string): string[] {
  return routes.filter((route) => route.pattern.test(path)).map((route) => route.method);
}

function listRoutes(): Route[] {
  const found: Route[] = [];
  traverseContractProcedures({ router: apiContract, path: [] }, ({ contract }) => {
    const { method, path } = contract['~orpc'].route;
    if (method === undefined || path === undefined)
      throw new Error('Every procedure of the contract names its method and path');
    found.push({ method, pattern: toPattern(path) });
  });
  return found;
}

function toPattern(path: HTTPPath): RegExp {
  const segments = path.split('/').map((segment) => (segment.startsWith('{') ? '[^/]+' : segment));
  return new RegExp(`^${segments.join('/')}/?$`);
}
