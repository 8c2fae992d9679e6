'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Scores } from '@heliograph/contracts/request-changes';
import { useState } from 'react';
import { toast } from 'sonner';
import { api, apiClient } from '../../../client/api.ts';
import { describeApiError } from '../../../client/api-error.ts';
import { refreshFeed } from '../feed/refresh-feed.ts';
import { formatCount } from '../format/format-count.ts';
import { bulkTargets } from './bulk-targets.ts';
import type { SelectionState } from './use-selection.ts';

/** What is done with all requests that are selected. */
type BulkAction =
  | { kind: 'delete' }
  | { kind: 'properties'; properties: Record<string, string> }
  | { kind: 'scores'; scores: Scores };

export interface Bulk {
  run: (action: BulkAction) => void;
  pending: boolean;
  /** Requests that are done, while there are more to come. */
  done: number;
  error: string | null;
  /** Forgets what failed. */
  reset: () => void;
}

/** Changes or deletes what is selected of a list with this filter; `onDone` once all of it is. */
export function useBulk(selected: SelectionState, filter: string, onDone: () => void): Bulk {
  const client = useQueryClient();
  const [done, setDone] = useState(0);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: async (action: BulkAction) => {
      setDone(0);
      let requests = 0;
      for (const { target } of bulkTargets(selected, filter)) {
        const answer =
          action.kind === 'delete'
            ? await apiClient.requests.removeMany({ target })
            : await apiClient.requests.changeMany({ target, ...withoutKind(action) });
        requests += answer.requests;
        setDone(requests);
      }
      return requests;
    },
    onSuccess: (requests, { kind }) => {
      const count = `${formatCount(requests)} ${requests === 1 ? 'request' : 'requests'}`;
      toast.success(kind === 'delete' ? `${count} deleted` : `${count} changed`);
      onDone();
    },
    // Also after a failure: the calls before it did their part.
    onSettled: () => {
      void refreshFeed(client);
      void client.invalidateQueries({ queryKey: api.requests.facets.key() });
      void client.invalidateQueries({ queryKey: api.requests.count.key() });
      void client.invalidateQueries({ queryKey: api.properties.key() });
    },
  });
  return {
    run: mutate,
    pending: isPending,
    done,
    error: error === null ? null : describeApiError(error).message,
    reset,
  };
}

function withoutKind(action: Exclude<BulkAction, { kind: 'delete' }>) {
  return action.kind === 'scores' ? { scores: action.scores } : { properties: action.properties };
}
