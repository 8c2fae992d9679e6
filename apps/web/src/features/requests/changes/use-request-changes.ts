'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import type { Request } from '@heliograph/contracts/request';
import { api, apiClient } from '../../../client/api.ts';
import { describeApiError } from '../../../client/api-error.ts';
import { type LaterFacts, patchRequests } from './patch-requests.ts';

/** A change as the page shows it at once, and the call that makes it so. */
interface Change {
  shown: Partial<LaterFacts>;
  make: () => Promise<unknown>;
}

export interface RequestChanges {
  giveFeedback: (rating: 'positive' | 'negative', comment: string | null) => void;
  takeBackFeedback: () => void;
  /** Null takes a score away. */
  setScores: (scores: Record<string, number | boolean | null>) => void;
  /** Null takes a property away. */
  setProperties: (properties: Record<string, string | null>) => void;
}

/** Changes of one request: shown at once in drawer and list, taken back with a word where the call fails. */
export function useRequestChanges(request: Request): RequestChanges {
  const client = useQueryClient();
  const { id } = request;
  const show = (facts: Partial<LaterFacts>): void => {
    client.setQueryData(api.requests.get.queryKey({ input: { id } }), (data) =>
      patchRequests(data, id, facts),
    );
    client.setQueriesData({ queryKey: ['requests', 'feed'] }, (data) => patchRequests(data, id, facts));
  };
  const { mutate } = useMutation({
    // One after the other: two answers must not overtake each other.
    scope: { id: `request-changes-${id}` },
    mutationFn: ({ make }: Change) => make(),
    onMutate: async ({ shown }) => {
      // A look under way would bring back what was before.
      await client.cancelQueries({ queryKey: api.requests.get.queryKey({ input: { id } }) });
      const before: Partial<LaterFacts> = {
        ...('feedback' in shown && { feedback: request.feedback }),
        ...('scores' in shown && { scores: request.scores }),
        ...('properties' in shown && { properties: request.properties }),
      };
      show(shown);
      return before;
    },
    onError: (error, _change, before) => {
      if (before !== undefined) show(before);
      toast.error(`Not saved. ${describeApiError(error).message}`);
    },
  });

  return {
    giveFeedback: (rating, comment) =>
      mutate({
        shown: { feedback: { rating, comment, changedAt: new Date().toISOString() } },
        make: () => apiClient.requests.giveFeedback({ id, rating, comment }),
      }),
    takeBackFeedback: () =>
      mutate({ shown: { feedback: null }, make: () => apiClient.requests.takeBackFeedback({ id }) }),
    setScores: (scores) =>
      mutate({
        shown: {
          scores: changeEntries(
            request.scores,
            mapValues(scores, (score) => (score === null ? null : Number(score))),
          ),
        },
        make: () => apiClient.requests.setScores({ id, scores }),
      }),
    setProperties: (properties) =>
      mutate({
        shown: { properties: changeEntries(withoutNames(request.properties, properties), properties) },
        make: () => apiClient.requests.setProperties({ id, properties }),
      }),
  };
}

function mapValues<From, To>(entries: Record<string, From>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(value)]));
}

/** The properties but for those of these names, which compare without case. */
function withoutNames(
  properties: Record<string, string>,
  names: Record<string, unknown>,
): Record<string, string> {
  const gone = new Set(Object.keys(names).map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !gone.has(name.toLowerCase())));
}

/** The entries with the changes made; null takes one away. */
function changeEntries<Value>(
  entries: Record<string, Value>,
  changes: Record<string, Value | null>,
): Record<string, Value> {
  const kept = Object.entries(entries).filter(([name]) => !Object.hasOwn(changes, name));
  const set = Object.entries(changes).flatMap(([name, value]): [string, Value][] =>
    value === null ? [] : [[name, value]],
  );
  return Object.fromEntries([...kept, ...set]);
}
