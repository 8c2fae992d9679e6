'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../client/api.ts';

/** The dashboards that this person sees. */
export function useBoards() {
  return useQuery(api.dashboards.list.queryOptions({ staleTime: 60_000 }));
}

/** Keeping, renaming and deleting dashboards; the list is then read anew. */
export function useBoardChanges() {
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: api.dashboards.list.key() });
  return {
    create: useMutation(api.dashboards.create.mutationOptions({ onSuccess })),
    update: useMutation(
      api.dashboards.update.mutationOptions({
        onSuccess: async (saved) => {
          queryClient.setQueryData(api.dashboards.get.queryKey({ input: { id: saved.id } }), saved);
          await onSuccess();
        },
      }),
    ),
    remove: useMutation(api.dashboards.remove.mutationOptions({ onSuccess })),
    setDefault: useMutation(api.dashboards.setDefault.mutationOptions({ onSuccess })),
  };
}
