'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../client/api.ts';

/** Creating, changing, testing and deleting channels; the list is then read anew. */
export function useChannelChanges() {
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: api.channels.key() });
  return {
    create: useMutation(api.channels.create.mutationOptions({ onSuccess })),
    update: useMutation(api.channels.update.mutationOptions({ onSuccess })),
    remove: useMutation(api.channels.remove.mutationOptions({ onSuccess })),
    test: useMutation(api.channels.test.mutationOptions({ onSuccess })),
    renewSecret: useMutation(api.channels.renewSecret.mutationOptions({ onSuccess })),
    resend: useMutation(api.channels.resend.mutationOptions({ onSuccess })),
  };
}
