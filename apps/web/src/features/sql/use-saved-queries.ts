'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../client/api.ts';

/** The kept statements that this person sees. */
export function useSavedQueries() {
  return useQuery(api.sql.queries.list.queryOptions({ staleTime: 60_000 }));
}

/** Keeping, changing and deleting them; the list is then read anew. */
export function useQueryChanges() {
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: api.sql.queries.list.key() });
  return {
    create: useMutation(api.sql.queries.create.mutationOptions({ onSuccess })),
    update: useMutation(api.sql.queries.update.mutationOptions({ onSuccess })),
    remove: useMutation(api.sql.queries.remove.mutationOptions({ onSuccess })),
  };
}
