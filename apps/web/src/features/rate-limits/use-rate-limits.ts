'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../client/api.ts';

/** Creating, changing and deleting rules; the list is then read anew. */
export function useRateLimitChanges() {
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: api.rateLimits.list.key() });
  return {
    create: useMutation(api.rateLimits.create.mutationOptions({ onSuccess })),
    update: useMutation(api.rateLimits.update.mutationOptions({ onSuccess })),
    remove: useMutation(api.rateLimits.remove.mutationOptions({ onSuccess })),
  };
}
