import { HeliographError } from '@heliograph/contracts/error-codes';
import { streamLive } from '../live/stream-live.ts';
import type { Caller } from './authenticate.ts';
import { sendExport } from '../exports/send-export.ts';
import type { ApiDependencies } from './api-router.ts';

/** A route whose answer is no JSON and goes out as it is made. `{name}` in the path is handed over. */
export interface RawRoute {
  method: 'GET';
  path: `/${string}`;
  /** `again` asks anew who calls, for answers that last; it rejects like authenticate. */
  answer(asked: {
    request: Request;
    caller: Caller;
    parameters: Record<string, string>;
    again: () => Promise<Caller>;
  }): Promise<Response>;
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export function createRawRoutes({ env, db, live }: Pick<ApiDependencies, 'env' | 'db' | 'live'>): RawRoute[] {
  return [
    {
      method: 'GET',
      path: '/exports/{id}/file',
      answer: ({ request, caller: { actor }, parameters: { id = '' } }) =>
        sendExport({ db, actor }, env.exportDirectory, { request, id: UUID.test(id) ? id : NO_ID }),
    },
    {
      method: 'GET',
      path: '/requests/live',
      answer: ({ request, caller: { actor }, again }) =>
        streamLive(live, {
          request,
          actor,
          isStillAllowed: async () => {
            try {
              return (await again()).actor.organizationId === actor.organizationId;
            } catch (error) {
              if (error instanceof HeliographError && [401, 403].includes(error.status)) return false;
              throw error;
            }
          },
        }),
    },
  ];
}

/** What isn't a UUID names nothing, and Postgres must not be asked for it. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** The route of a path (relative to /api/v1) with its parameters; null where it is none of these. */
export function findRawRoute(
  routes: readonly RawRoute[],
  path: string,
): { route: RawRoute; parameters: Record<string, string> } | null {
  const segments = path.replace(/\/$/, '').split('/');
  for (const route of routes) {
    const expected = route.path.split('/');
    if (expected.length !== segments.length) continue;
    const names = expected.map((segment) => /^\{(\w+)\}$/.exec(segment)?.[1]);
    if (!expected.every((segment, at) => names[at] !== undefined || segment === segments[at])) continue;
    const parameters = names.flatMap((name, at) =>
      name === undefined ? [] : [[name, decodeURIComponent(segments[at] ?? '')]],
    );
    return { route, parameters: Object.fromEntries(parameters) as Record<string, string> };
  }
  return null;
}
