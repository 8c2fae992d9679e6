'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../client/api.ts';

/** Creating, changing and deleting webhooks on requests; the list is then read anew. */
export function useWebhookChanges() {
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: api.webhooks.list.key() });
  return {
    create: useMutation(api.webhooks.create.mutationOptions({ onSuccess })),
    update: useMutation(api.webhooks.update.mutationOptions({ onSuccess })),
    remove: useMutation(api.webhooks.remove.mutationOptions({ onSuccess })),
  };
}
