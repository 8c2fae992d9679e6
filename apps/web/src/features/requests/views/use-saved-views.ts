'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../client/api.ts';

/** The views that this person sees. */
export function useSavedViews() {
  return useQuery(api.views.list.queryOptions({ staleTime: 60_000 }));
}

/** Keeping, changing and deleting views; the list is then read anew. */
export function useViewChanges() {
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: api.views.list.key() });
  return {
    create: useMutation(api.views.create.mutationOptions({ onSuccess })),
    update: useMutation(api.views.update.mutationOptions({ onSuccess })),
    remove: useMutation(api.views.remove.mutationOptions({ onSuccess })),
    setDefault: useMutation(api.views.setDefault.mutationOptions({ onSuccess })),
  };
}
