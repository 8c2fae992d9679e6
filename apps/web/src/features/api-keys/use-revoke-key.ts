'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../client/api.ts';

/** Revokes a key; it leaves the list at once. */
export function useRevokeKey() {
  const queryClient = useQueryClient();
  return useMutation(
    api.keys.revoke.mutationOptions({
      onSuccess: (_nothing, { id }) => {
        queryClient.setQueryData(
          api.keys.list.queryKey(),
          (list) => list && { items: list.items.filter((apiKey) => apiKey.id !== id) },
        );
        void queryClient.invalidateQueries({ queryKey: api.keys.list.key() });
      },
    }),
  );
}
