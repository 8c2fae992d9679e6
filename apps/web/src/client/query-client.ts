import { QueryClient } from '@tanstack/react-query';
import { describeApiError } from './api-error.ts';

/** The dashboard's query cache: refused calls are not repeated, calls that got no answer or a 5xx are, twice. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => {
          const { status } = describeApiError(error);
          return failures < 2 && (status === null || status >= 500);
        },
      },
    },
  });
}
