import type { QueryClient } from '@tanstack/react-query';
import { describeApiError } from '../../client/api-error.ts';
import { authPath } from '../auth/safe-next.ts';

/** Leads to the sign-in as soon as any call is refused because the session has ended. Returns how to stop. */
export function watchSessionEnd(queryClient: QueryClient): () => void {
  const look = (event: { type: string; action?: { type: string; error?: unknown } }): void => {
    if (event.type !== 'updated' || event.action?.type !== 'error') return;
    if (describeApiError(event.action.error).status !== 401) return;
    const { pathname, search } = window.location;
    window.location.assign(authPath('/sign-in', `${pathname}${search}`));
  };
  const stopQueries = queryClient.getQueryCache().subscribe(look);
  const stopMutations = queryClient.getMutationCache().subscribe(look);
  return () => {
    stopQueries();
    stopMutations();
  };
}
